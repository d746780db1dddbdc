package io.balsa.raft.transport;

/// A way for frames to one other process, in the order in which they are written. Confined to the
/// event loop.
public interface Line {
    /// Whether there is room for another frame. One may be written without, at the price of memory.
    boolean isReady();

    void write(FrameWriter frame);

    /// Ends the line, and tells the other side why as far as the protocol has words for it.
    void close(Ending ending, String why);
}
