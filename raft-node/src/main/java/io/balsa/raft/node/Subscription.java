package io.balsa.raft.node;

/// Something that a listener is told until it is closed. A call under way may still end after that.
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
