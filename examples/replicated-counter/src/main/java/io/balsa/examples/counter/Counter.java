package io.balsa.examples.counter;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.node.StateMachine;
import io.balsa.raft.node.StateView;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// A number. Each command adds to it, and results in the sum.
public final class Counter implements StateMachine<Long> {
    private long value;

    /// A command that adds `amount`.
    static ByteBuffer add(long amount) {
        return ByteBuffer.allocate(Long.BYTES).putLong(amount).flip();
    }

    @Override
    public Long apply(EntryId id, ByteBuffer command) {
        if (command.remaining() == Long.BYTES) {
            value += command.duplicate().getLong();
        }
        return value;
    }

    @Override
    public StateView view() {
        var frozen = value;
        return out -> new DataOutputStream(out).writeLong(frozen);
    }

    @Override
    public void restore(InputStream in) throws IOException {
        value = new DataInputStream(in).readLong();
    }

    long value() {
        return value;
    }
}
