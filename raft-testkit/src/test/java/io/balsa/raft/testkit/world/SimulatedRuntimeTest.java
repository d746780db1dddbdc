package io.balsa.raft.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.node.Lane;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

class SimulatedRuntimeTest {
    private static final Pace PACE = new Pace(new Delay(1, 0), new Delay(100, 0));

    private final SimulatedTime time = new SimulatedTime();
    private final List<Long> runs = new ArrayList<>();

    @Test
    void foldsWakesThatComeBeforeTheRun() {
        var lane = machine(DriftingClock.TRUE).boot().lane("a", this::noteRun);

        lane.wake();
        lane.wake();
        time.runUntil(10);
        lane.wake();
        time.runUntil(20);

        assertThat(runs).containsExactly(1L, 11L);
    }

    @Test
    void runsAgainAfterAWakeDuringTheRun() {
        var runtime = machine(DriftingClock.TRUE).boot();
        var lanes = new ArrayList<Lane>();
        lanes.add(
                runtime.lane(
                        "a",
                        () -> {
                            noteRun();
                            if (runs.size() < 3) {
                                lanes.getFirst().wake();
                            }
                        }));

        lanes.getFirst().wake();
        time.runUntil(100);

        assertThat(runs).hasSize(3);
    }

    @Test
    void keepsAppointmentsByTheMachinesOwnClock() {
        var machine = machine(new DriftingClock(1_000, 2));
        var runtime = machine.boot();
        var shown = new ArrayList<Long>();
        var lane = runtime.lane("a", () -> shown.add(runtime.now()));

        lane.wakeAt(1_400);
        time.runUntil(1_000);

        assertThat(shown).containsExactly(1_402L);
    }

    @Test
    void keepsOnlyTheLatestAppointment() {
        var lane = machine(DriftingClock.TRUE).boot().lane("a", this::noteRun);

        lane.wakeAt(50);
        lane.wakeAt(200);
        time.runUntil(1_000);

        assertThat(runs).containsExactly(201L);
    }

    @Test
    void runsNothingWhilePausedAndEverythingAfterwards() {
        var runtime = machine(DriftingClock.TRUE).boot();
        var lane = runtime.lane("a", this::noteRun);
        lane.wake();
        runtime.pause();
        time.runUntil(500);
        assertThat(runs).isEmpty();

        runtime.resume();

        assertThat(runs).containsExactly(500L);
    }

    @Test
    void runsNothingAfterACrash() {
        var runtime = machine(DriftingClock.TRUE).boot();
        var lane = runtime.lane("a", this::noteRun);
        lane.wake();

        runtime.crash();
        time.runUntil(500);

        assertThat(runs).isEmpty();
    }

    @Test
    void takesAsLongAsTheDiskOnALaneThatWrites() throws IOException {
        var machine = machine(DriftingClock.TRUE);
        var runtime = machine.boot();
        var file = machine.disk().create("a", 16);
        var lane =
                runtime.lane(
                        "disk",
                        () -> {
                            noteRun();
                            try {
                                file.write(0, ByteBuffer.allocate(8));
                            } catch (IOException failure) {
                                throw new UncheckedIOException(failure);
                            }
                        });

        lane.wake();
        time.runUntil(10);
        lane.wake();
        time.runUntil(1_000);

        assertThat(runs).containsExactly(1L, 110L);
    }

    private void noteRun() {
        runs.add(time.now());
    }

    private Machine machine(DriftingClock clock) {
        return new Machine(time, new SplittableRandom(1), clock, PACE);
    }
}
