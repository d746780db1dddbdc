package io.balsa.raft.testkit.contract;

import java.io.IOException;
import java.io.OutputStream;

/// Takes nothing.
final class FullStream extends OutputStream {
    @Override
    public void write(int value) throws IOException {
        throw new IOException("no room in this test");
    }
}
