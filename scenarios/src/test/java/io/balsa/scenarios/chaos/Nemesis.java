package io.balsa.scenarios.chaos;

import io.balsa.client.CallFailure;
import io.balsa.wire.v1.ChangeMembershipRequest;
import io.balsa.wire.v1.MemberAddress;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Carries a [Plan] out, and says what it does.
final class Nemesis {

    private static final long STORM_PAUSE_MILLIS = 400;

    /// So often it is looked whether members have met their full disks, until all have.
    private static final int FULL_DISK_TRIES = 40;

    private static final long FULL_DISK_MILLIS = 200;

    private final Arena arena;
    private final Load load;
    private final long began = System.nanoTime();
    private final TreeMap<String, Integer> done = new TreeMap<>();

    /// How much members had logged when their disks became full.
    private final TreeMap<Integer, Integer> full = new TreeMap<>();

    Nemesis(Arena arena, Load load) {
        this.arena = arena;
        this.load = load;
    }

    /// Goes through the plan until it is over, or so much time has passed: to recover takes its
    /// own.
    ///
    /// @return how many steps that were
    /// @throws AssertionError if the group does not recover from one, or a member ends by itself
    int carryOut(Plan plan, Duration length) throws Exception {
        var steps = 0;
        for (var step : plan.steps()) {
            if (elapsed().compareTo(length) >= 0) {
                break;
            }
            steps++;
            sleep(step.quiet());
            for (var fault : step.faults()) {
                begin(fault);
                done.merge(fault.getClass().getSimpleName(), 1, Integer::sum);
            }
            sleep(step.hold());
            awaitFullDisks();
            arena.requireAllRunning();
            load.hurry(false);
            arena.restore();
            say("all runs again");
            arena.recover();
            say("all is well");
        }
        return steps;
    }

    /// How often each kind of fault occurred.
    String summary() {
        return done.toString();
    }

    private void begin(Fault fault) throws Exception {
        say(fault.toString());
        switch (fault) {
            case Fault.Split(var side) -> split(side);
            case Fault.Deaf(var member) -> deafen(someone(member));
            case Fault.Mute(var member) -> mute(someone(member));
            case Fault.Kill(var member) -> arena.seat(someone(member)).kill();
            case Fault.KillAll() -> killAll();
            case Fault.Pause(var member) -> arena.seat(someone(member)).pause();
            case Fault.FullDisk(var member, var isRestarted) ->
                    fillDisk(someone(member), isRestarted);
            case Fault.AllDisksFull() -> fillAllDisks();
            case Fault.Storm(var first, var restarts) -> storm(first, restarts);
            case Fault.Voters(var members) -> vote(members);
            case Fault.HandOver() -> change("HandOver", () -> arena.admin().transfer());
            case Fault.Thin(var member) -> arena.networks().thin(someone(member));
            case Fault.LoseDisk(var member) -> loseDisk(someone(member));
        }
    }

    private void split(SortedSet<Integer> side) throws IOException {
        for (var one : side) {
            for (var other : arena.members()) {
                if (!side.contains(other)) {
                    arena.networks().cut(one, other);
                    arena.networks().cut(other, one);
                }
            }
        }
    }

    private void deafen(int member) throws IOException {
        for (var other : arena.members()) {
            if (other != member) {
                arena.networks().cut(other, member);
            }
        }
    }

    private void mute(int member) throws IOException {
        for (var other : arena.members()) {
            if (other != member) {
                arena.networks().cut(member, other);
            }
        }
    }

    private void killAll() throws InterruptedException {
        for (var member : arena.members()) {
            arena.seat(member).kill();
        }
    }

    private void fillDisk(int member, boolean isRestarted)
            throws IOException, InterruptedException {
        full.put(member, arena.seat(member).fillDisk());
        load.hurry(true);
        if (isRestarted) {
            arena.seat(member).kill();
            arena.start(member);
        }
    }

    private void fillAllDisks() throws IOException, InterruptedException {
        for (var member : arena.members()) {
            fillDisk(member, false);
        }
    }

    /// Gives members time to meet their full disks. Who is cut off or asleep may never do so.
    private void awaitFullDisks() throws IOException, InterruptedException {
        var filled = full.size();
        for (var tries = FULL_DISK_TRIES; tries > 0 && !full.isEmpty(); tries--) {
            TimeUnit.MILLISECONDS.sleep(FULL_DISK_MILLIS);
            for (var each : Map.copyOf(full).entrySet()) {
                var seat = arena.seat(each.getKey());
                if (seat.hasMetFullDisk(each.getValue())) {
                    full.remove(each.getKey());
                    done.merge("met a full disk", 1, Integer::sum);
                } else if (seat.isUp()) {
                    var _ = seat.fillDisk();
                }
            }
        }
        if (filled > 0) {
            say("  %d of %d met their full disks".formatted(filled - full.size(), filled));
        }
        full.clear();
    }

    private void storm(int first, int restarts) throws IOException, InterruptedException {
        var members = arena.members().size();
        for (var i = 0; i < restarts; i++) {
            var member = (first - 1 + i) % members + 1;
            arena.seat(member).kill();
            TimeUnit.MILLISECONDS.sleep(STORM_PAUSE_MILLIS);
            arena.start(member);
        }
    }

    private void vote(SortedSet<Integer> members) {
        var request = ChangeMembershipRequest.newBuilder().setRetain(true);
        for (var member : members) {
            request.addVoters(MemberAddress.newBuilder().setId(arena.seat(member).id()));
        }
        change("Voters", () -> arena.admin().changeMembership(request.build()));
    }

    /// Only where the others are a majority of those who vote: else it is the group that is lost.
    private void loseDisk(int member) throws IOException, InterruptedException {
        if (arena.canLoseADisk()) {
            arena.loseDisk(member);
        } else {
            say("  not done: too few vote");
            done.merge("LoseDisk not done", 1, Integer::sum);
        }
    }

    /// What else goes wrong may keep the group from it.
    private void change(String what, Runnable request) {
        try {
            request.run();
            say("  done");
        } catch (CallFailure failure) {
            say("  not done: " + failure.reason());
            done.merge(what + " not done", 1, Integer::sum);
        }
    }

    private int someone(int member) {
        var chosen = member == Fault.LEADER ? arena.leader().orElse(1) : member;
        say("  member " + chosen);
        return chosen;
    }

    private void say(String what) {
        System.out.printf("%7.1f s  %s%n", elapsed().toMillis() / 1_000.0, what);
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static void sleep(Duration time) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
    }
}
