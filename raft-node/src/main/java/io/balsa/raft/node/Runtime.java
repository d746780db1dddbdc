package io.balsa.raft.node;

/// Where a member's work runs and what time it is: threads and the monotonic clock in production,
/// one scheduler and a simulated clock in the simulator. Nothing else in a member starts a thread
/// or reads a clock.
public interface Runtime {
    /// The time in nanoseconds of a monotonic clock that goes on while the process is paused.
    long now();

    /// A new lane that runs `task` whenever it is woken, one run at a time, never two at once.
    ///
    /// @param name for people who look at threads
    Lane lane(String name, Runnable task);

    /// A lane for a task that never waits and is done within microseconds: it may share a thread
    /// with other such tasks.
    ///
    /// @param name for people who look at threads
    default Lane quickLane(String name, Runnable task) {
        return lane(name, task);
    }
}
