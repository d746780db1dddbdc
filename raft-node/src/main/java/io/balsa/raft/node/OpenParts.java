package io.balsa.raft.member;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.Deque;

/// What was opened for a member, to be closed the other way round.
final class OpenParts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenParts.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T keep(T part) {
        open.push(part);
        return part;
    }

    /// Somebody else closes `part` from now on.
    synchronized void handOver(AutoCloseable part) {
        open.remove(part);
    }

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
