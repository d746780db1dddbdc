package io.balsa.raft.testkit.simulation;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.testkit.world.Delay;
import io.balsa.raft.testkit.world.Pace;
import io.balsa.raft.testkit.world.SimulatedTime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Lets the faults of a scenario strike, each kind at random moments, leaders more often than
/// others, until it is over.
final class Havoc {
    private static final int SLOWER_DISK = 100;
    private static final int LONG_OUTAGE_TIMEOUTS = 6;

    private final Scenario scenario;
    private final Group<?> group;
    private final SimulatedTime time;
    private final RandomGenerator random;
    private boolean isOver;

    Havoc(Scenario scenario, Group<?> group, SimulatedTime time, RandomGenerator random) {
        this.scenario = scenario;
        this.group = group;
        this.time = time;
        this.random = random;
    }

    void begin() {
        scenario.faults().forEach(this::arrangeNext);
    }

    /// No new faults, and the old ones are mended.
    void end() {
        isOver = true;
        group.network().mend();
        group.network().setConditions(scenario.calmNetwork());
        for (var member : group.members()) {
            member.machine().setPace(scenario.pace());
            member.machine().setClockRate(1);
            member.machine().disk().keepPower();
            member.machine().disk().limitCapacity(Long.MAX_VALUE);
            member.mendReads();
            member.resume();
            member.start();
        }
    }

    private void arrangeNext(Fault fault, long meanNanos) {
        time.after(
                new Delay(0, meanNanos).draw(random),
                () -> {
                    if (!isOver) {
                        strike(fault);
                        arrangeNext(fault, meanNanos);
                    }
                });
    }

    private void strike(Fault fault) {
        group.note(fault.name());
        switch (fault) {
            case CRASH -> crash(victim());
            case CRASH_OF_ALL -> group.members().forEach(this::crash);
            case PAUSE -> pause(victim());
            case PARTITION -> partition();
            case ONE_WAY_PARTITION -> partitionOneWay();
            case SLOW_DISK -> slowDisk(victim());
            case FULL_DISK -> fillDisk(victim());
            case UNREADABLE_DISK -> spoilReads(victim());
            case LOST_DISK -> loseDisk(victim());
            case BAD_CLOCK -> spoilClock(victim());
        }
    }

    private void crash(SimulatedMember<?> member) {
        if (random.nextBoolean()) {
            member.crash();
        } else {
            member.crashInOperation(random.nextInt(6));
        }
        later(this::arrangeStart, member);
    }

    /// A member may fail again while it recovers.
    private void arrangeStart(SimulatedMember<?> member) {
        member.crash();
        if (random.nextInt(5) == 0) {
            member.startAndFail(random.nextInt(4));
            later(SimulatedMember::start, member);
        } else {
            member.start();
        }
    }

    private void loseDisk(SimulatedMember<?> member) {
        if (group.canSpareDiskOf(member)) {
            member.loseDisk();
            later(SimulatedMember::start, member);
        }
    }

    private void pause(SimulatedMember<?> member) {
        member.pause();
        later(SimulatedMember::resume, member);
    }

    private void slowDisk(SimulatedMember<?> member) {
        var pace = scenario.pace();
        member.machine().setPace(new Pace(pace.run(), pace.diskRun().times(SLOWER_DISK)));
        later(slow -> slow.machine().setPace(pace), member);
    }

    private void fillDisk(SimulatedMember<?> member) {
        member.machine().disk().limitCapacity(0);
        later(this::makeRoom, member);
    }

    /// A member that could not even start for lack of room does now.
    private void makeRoom(SimulatedMember<?> member) {
        member.machine().disk().limitCapacity(Long.MAX_VALUE);
        member.start();
    }

    private void spoilReads(SimulatedMember<?> member) {
        member.spoilReads(random.nextDouble());
        later(this::mendReads, member);
    }

    private void mendReads(SimulatedMember<?> member) {
        member.mendReads();
        member.start();
    }

    private void spoilClock(SimulatedMember<?> member) {
        var isSlow = random.nextInt(4) > 0;
        member.machine()
                .setClockRate(isSlow ? random.nextDouble(0.02, 0.5) : random.nextDouble(2, 5));
        if (random.nextInt(4) > 0) {
            isolate(member, LONG_OUTAGE_TIMEOUTS);
        }
        later(bad -> bad.machine().setClockRate(1), member, LONG_OUTAGE_TIMEOUTS);
    }

    private void isolate(SimulatedMember<?> member, int timeouts) {
        var others = new ArrayList<>(group.ids());
        others.remove(member.id());
        cut(List.of(member.id()), others);
        cut(others, List.of(member.id()));
        time.after(outage(timeouts), group.network()::mend);
    }

    private void partition() {
        if (random.nextBoolean()) {
            isolate(victim(), drawTimeouts());
            return;
        }
        var one = new ArrayList<MemberId>();
        var other = new ArrayList<MemberId>();
        group.ids().forEach(member -> (random.nextBoolean() ? one : other).add(member));
        cut(one, other);
        cut(other, one);
        laterMend();
    }

    private void partitionOneWay() {
        var victim = victim().id();
        var others = new ArrayList<>(group.ids());
        others.remove(victim);
        switch (random.nextInt(3)) {
            case 0 -> cut(List.of(victim), others);
            case 1 -> cut(others, List.of(victim));
            default -> {
                if (!others.isEmpty()) {
                    cut(List.of(victim), List.of(others.get(random.nextInt(others.size()))));
                }
            }
        }
        laterMend();
    }

    private void cut(List<MemberId> from, List<MemberId> to) {
        from.forEach(sender -> to.forEach(receiver -> group.network().cut(sender, receiver)));
    }

    private void laterMend() {
        time.after(outage(drawTimeouts()), group.network()::mend);
    }

    private void later(Consumer<SimulatedMember<?>> end, SimulatedMember<?> of) {
        later(end, of, drawTimeouts());
    }

    private void later(Consumer<SimulatedMember<?>> end, SimulatedMember<?> of, int timeouts) {
        time.after(
                outage(timeouts),
                () -> {
                    if (!isOver) {
                        end.accept(of);
                    }
                });
    }

    /// Mostly about as long as an election takes, sometimes much longer.
    private int drawTimeouts() {
        return random.nextInt(4) == 0 ? LONG_OUTAGE_TIMEOUTS : 1;
    }

    private long outage(int timeouts) {
        return new Delay(0, timeouts * scenario.timing().electionMaxNanos()).draw(random);
    }

    private SimulatedMember<?> victim() {
        var leader = random.nextInt(3) > 0 ? group.leader() : null;
        return leader != null
                ? leader
                : group.members().get(random.nextInt(group.members().size()));
    }
}
