package io.balsa.raft.node;

import java.io.IOException;
import java.io.OutputStream;

/// A state machine's state as it was at one moment: what a snapshot is written from, while the
/// machine goes on.
///
/// Used by one thread at a time, another than the machine's. Commands that are applied meanwhile
/// must not show: an immutable or copied-on-write structure, or a checkpoint of files, is what a
/// view is made of.
public interface StateView extends AutoCloseable {
    /// Writes the whole state, in a form that [StateMachine#restore] of any member understands. The
    /// stream checks its own bytes, so the form needs no checksum.
    ///
    /// @throws IOException when the state cannot be read, or passed on from the stream: there is no
    ///   snapshot this time
    void writeTo(OutputStream out) throws IOException;

    /// Lets go of what the view holds. Called once, whatever happened before.
    @Override
    default void close() {}
}
