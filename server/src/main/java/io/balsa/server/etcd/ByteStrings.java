package io.balsa.server.etcd;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;

import io.balsa.kv.store.Bytes;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/// Between protobuf's bytes and the store's, neither of which ever change: so they share them.
final class ByteStrings {
    private ByteStrings() {}

    static Bytes bytes(ByteString string) {
        if (string.isEmpty()) {
            return Bytes.EMPTY;
        }
        var taker = new Taker();
        try {
            UnsafeByteOperations.unsafeWriteTo(string, taker);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        var whole = taker.whole;
        return Bytes.owning(
                whole != null && whole.length == string.size() ? whole : string.toByteArray());
    }

    static ByteString string(Bytes bytes) {
        return bytes.isEmpty() ? ByteString.EMPTY : UnsafeByteOperations.unsafeWrap(bytes.buffer());
    }

    /// Gets hold of the array behind a byte string, if there is only one and it has nothing else in
    /// it.
    private static final class Taker extends ByteOutput {
        byte @Nullable [] whole;

        @Override
        public void writeLazy(byte[] value, int offset, int length) {
            whole = offset == 0 && length == value.length ? value : null;
        }

        @Override
        public void write(byte value) {}

        @Override
        public void write(byte[] value, int offset, int length) {}

        @Override
        public void write(ByteBuffer value) {}

        @Override
        public void writeLazy(ByteBuffer value) {}
    }
}
