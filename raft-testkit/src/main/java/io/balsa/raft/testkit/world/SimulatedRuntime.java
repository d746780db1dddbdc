package io.balsa.raft.testkit.world;

import io.balsa.raft.node.Lane;
import io.balsa.raft.node.Runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.random.RandomGenerator;

/// One life of a process on a [Machine]: it can be paused, goes on where it was, and ends at once.
public final class SimulatedRuntime implements Runtime {
    private final Machine machine;
    private final SimulatedTime time;
    private final RandomGenerator random;
    private final List<SimulatedLane> lanes = new ArrayList<>();
    private final Queue<Runnable> heldBack = new ArrayDeque<>();
    private boolean alive = true;
    private boolean paused;

    SimulatedRuntime(Machine machine, SimulatedTime time, RandomGenerator random) {
        this.machine = machine;
        this.time = time;
        this.random = random;
    }

    @Override
    public long now() {
        return machine.clock().shownAt(time.now());
    }

    @Override
    public Lane lane(String name, Runnable task) {
        var lane = new SimulatedLane(this, task);
        lanes.add(lane);
        return lane;
    }

    public boolean isAlive() {
        return alive;
    }

    public boolean isPaused() {
        return paused;
    }

    /// Lets something from outside reach the process: now, when it goes on, or never.
    public void reach(Runnable arrival) {
        if (!alive) {
            return;
        }
        if (paused) {
            heldBack.add(arrival);
        } else {
            arrival.run();
        }
    }

    /// Stops everything where it is, as SIGSTOP does. The clock goes on.
    public void pause() {
        paused = true;
    }

    /// Goes on, as after SIGCONT.
    public void resume() {
        paused = false;
        while (alive && !paused && !heldBack.isEmpty()) {
            heldBack.remove().run();
        }
    }

    /// Ends the process at once, as kill -9 or a power failure does. A write that was under way may
    /// have got anywhere.
    public void crash() {
        if (!alive) {
            return;
        }
        alive = false;
        heldBack.clear();
        for (var lane : lanes) {
            if (machine.disk().hasPower() && lane.isWriteUnderWay() && random.nextInt(4) > 0) {
                machine.disk().losePowerAfter(random.nextInt(3));
                runToItsDeath(lane);
            }
        }
        machine.disk().cutPower();
    }

    /// Whatever the task makes of the failing disk, nobody hears of it any more.
    private static void runToItsDeath(SimulatedLane lane) {
        try {
            lane.run();
        } catch (RuntimeException _) {
            return;
        }
    }

    SimulatedDisk disk() {
        return machine.disk();
    }

    void soon(boolean withDisk, Runnable run) {
        var pace = machine.pace();
        var delay = withDisk ? pace.diskRun() : pace.run();
        time.after(delay.draw(random), () -> reach(run));
    }

    /// At [Long#MAX_VALUE] is never.
    void atShown(long shownNanos, Runnable run) {
        if (shownNanos == Long.MAX_VALUE) {
            return;
        }
        var due = machine.clock().worldTimeOf(shownNanos);
        time.at(due + machine.pace().run().draw(random), () -> reach(run));
    }
}
