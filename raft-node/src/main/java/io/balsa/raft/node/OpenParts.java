package io.balsa.raft.node;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.Deque;

/// What was opened for a member, to be closed the other way round: for whoever puts one together.
public final class OpenParts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenParts.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /// Closes `part` with the others.
    public synchronized <T extends AutoCloseable> T keep(T part) {
        open.push(part);
        return part;
    }

    /// Somebody else closes `part` from now on.
    public synchronized void handOver(AutoCloseable part) {
        open.remove(part);
    }

    /// Closes everything that is left, each whatever becomes of the others.
    @Override
    public synchronized void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception failure) {
                LOG.warn("could not close a part of this member", failure);
            }
        }
    }
}
