package io.balsa.raft.testkit.contract;

import java.io.IOException;
import java.io.InputStream;

/// Gives less than it is asked for.
final class TrickleStream extends InputStream {
    private final InputStream in;

    TrickleStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        return in.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return in.read(target, offset, Math.min(length, 3));
    }
}
