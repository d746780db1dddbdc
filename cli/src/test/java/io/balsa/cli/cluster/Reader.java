package io.balsa.cli.cluster;

import java.io.IOException;
import java.io.Writer;

/// Reads what a command prints, while it runs, until it wants no more: as `head` does.
final class Reader extends Writer {
    private final StringBuilder text = new StringBuilder();
    private boolean isGone;

    synchronized boolean hasRead(String words) {
        return text.indexOf(words) >= 0;
    }

    /// From now on there is nobody to write for.
    synchronized void leave() {
        isGone = true;
    }

    @Override
    public synchronized void write(char[] characters, int offset, int length) throws IOException {
        if (isGone) {
            throw new IOException("broken pipe");
        }
        text.append(characters, offset, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
