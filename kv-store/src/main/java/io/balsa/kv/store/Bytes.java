package io.balsa.kv.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/// A string of bytes that never changes, ordered as unsigned bytes from left to right.
public final class Bytes implements Comparable<Bytes> {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /// The UTF-8 form of `text`.
    public static Bytes of(String text) {
        return new Bytes(text.getBytes(UTF_8));
    }

    public static Bytes copyOf(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone());
    }

    /// A copy of what `buffer` has remaining, without moving its position.
    public static Bytes copyOf(ByteBuffer buffer) {
        var copy = new byte[buffer.remaining()];
        buffer.get(buffer.position(), copy);
        return new Bytes(copy);
    }

    /// Takes `bytes` over without copying it. The caller gives up changing it.
    public static Bytes owning(byte[] bytes) {
        return new Bytes(bytes);
    }

    public int size() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /// The byte at `index`, from -128 to 127.
    public byte at(int index) {
        return bytes[index];
    }

    /// A view of the bytes, to hand on without copying.
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /// A copy of the bytes.
    public byte[] toArray() {
        return bytes.clone();
    }

    /// Appends the bytes to `target`.
    public void writeTo(ByteBuffer target) {
        target.put(bytes);
    }

    /// The bytes as UTF-8, with a replacement character for what is none.
    public String text() {
        return new String(bytes, UTF_8);
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// For people: quoted text where it is printable ASCII, hexadecimal digits otherwise.
    @Override
    public String toString() {
        for (var each : bytes) {
            if (each < ' ' || each == '"' || each > '~') {
                return "0x" + HexFormat.of().formatHex(bytes);
            }
        }
        return '"' + text() + '"';
    }
}
