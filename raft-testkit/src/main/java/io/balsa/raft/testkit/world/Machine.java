package io.balsa.raft.testkit.world;

import java.util.SplittableRandom;

/// What outlives a process: its disk, its clock, and how fast they are.
public final class Machine {
    private final SimulatedTime time;
    private final SplittableRandom random;
    private DriftingClock clock;
    private final SimulatedDisk disk;
    private Pace pace;

    public Machine(SimulatedTime time, SplittableRandom random, DriftingClock clock, Pace pace) {
        this.time = time;
        this.random = random;
        this.clock = clock;
        this.disk = new SimulatedDisk(random.split());
        this.pace = pace;
    }

    /// Starts a process. The one before must have ended.
    public SimulatedRuntime boot() {
        disk.powerOn();
        return new SimulatedRuntime(this, time, random.split());
    }

    public SimulatedDisk disk() {
        return disk;
    }

    public DriftingClock clock() {
        return clock;
    }

    /// Lets the clock go on at another rate from now on.
    public void setClockRate(double rate) {
        clock = clock.withRate(rate, time.now());
    }

    public Pace pace() {
        return pace;
    }

    public void setPace(Pace pace) {
        this.pace = pace;
    }
}
