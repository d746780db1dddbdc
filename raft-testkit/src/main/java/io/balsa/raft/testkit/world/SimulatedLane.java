package io.balsa.raft.testkit.world;

import io.balsa.raft.node.Lane;

/// A lane of a [SimulatedRuntime]. Each run happens at one moment, the one at which a real one
/// would end: nobody sees anything of a run before.
final class SimulatedLane implements Lane {
    private final SimulatedRuntime runtime;
    private final Runnable task;
    private boolean woken;
    private boolean running;
    private boolean closed;
    private boolean writes;
    private long timers;

    SimulatedLane(SimulatedRuntime runtime, Runnable task) {
        this.runtime = runtime;
        this.task = task;
    }

    @Override
    public void wake() {
        if (woken || closed) {
            return;
        }
        woken = true;
        if (!running) {
            arrangeRun();
        }
    }

    @Override
    public void wakeAt(long nanos) {
        var timer = ++timers;
        runtime.atShown(
                nanos,
                () -> {
                    if (timer == timers) {
                        run();
                    }
                });
    }

    @Override
    public void close() {
        closed = true;
    }

    /// Is this lane about to write, as far as its past tells?
    boolean isWriteUnderWay() {
        return writes && woken && !closed;
    }

    void run() {
        if (closed || running) {
            return;
        }
        woken = false;
        running = true;
        var writesBefore = runtime.disk().writes();
        try {
            task.run();
        } finally {
            running = false;
        }
        writes |= runtime.disk().writes() > writesBefore;
        if (woken) {
            arrangeRun();
        }
    }

    private void arrangeRun() {
        runtime.soon(writes, this::run);
    }
}
