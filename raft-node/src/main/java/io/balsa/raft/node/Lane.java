package io.balsa.raft.node;

/// A sequence of runs of one task (see [Runtime#lane]). The task takes its work from a queue of its
/// own; the lane only says when to look.
public interface Lane extends AutoCloseable {
    /// Runs the task once more, soon. Calls before that run are folded into it; a call during a run
    /// causes another. From any thread; cheap when a run is due already.
    void wake();

    /// Runs the task once the clock has reached `nanos`, at the latest; replaces the time given
    /// before. Only from within the task.
    void wakeAt(long nanos);

    /// Ends the lane after the run under way, and waits for that unless called from it.
    @Override
    void close();
}
