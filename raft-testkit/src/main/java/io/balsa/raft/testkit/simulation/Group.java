package io.balsa.raft.testkit.simulation;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.Role;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.testkit.property.Watch;
import io.balsa.raft.testkit.world.DriftingClock;
import io.balsa.raft.testkit.world.Fingerprint;
import io.balsa.raft.testkit.world.Machine;
import io.balsa.raft.testkit.world.SimulatedNetwork;
import io.balsa.raft.testkit.world.SimulatedTime;
import io.balsa.raft.testkit.world.Trace;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// The members of a simulated group, and the network between them.
final class Group<R> {
    private static final long CLOCK_OFFSET_MAX = 1_000 * Scenario.SECOND;

    private final Trace trace;
    private final Coverage coverage;
    private final Watch watch;
    private final SimulatedNetwork network;
    private final List<SimulatedMember<R>> members = new ArrayList<>();

    /// What a group happens in.
    record Stage(SimulatedTime time, Trace trace, Coverage coverage, Watch watch) {}

    Group(Stage stage, Scenario scenario, Subject<R> subject, SplittableRandom random) {
        this.trace = stage.trace();
        this.coverage = stage.coverage();
        this.watch = stage.watch();
        this.network =
                new SimulatedNetwork(
                        stage.time(), random.split(), trace, scenario.network(), this::onSent);
        for (var id : membership(scenario.members()).members()) {
            var machine =
                    new Machine(
                            stage.time(),
                            random.split(),
                            drawClock(scenario, random),
                            scenario.pace());
            members.add(
                    new SimulatedMember<>(
                            this,
                            id,
                            machine,
                            new SimulatedMember.Plan<>(scenario, subject),
                            random.split()));
        }
    }

    /// Members numbered from 1.
    static Membership membership(int count) {
        var addresses = new TreeMap<MemberId, String>();
        for (var number = 1; number <= count; number++) {
            addresses.put(MemberId.of(number), "member-" + number);
        }
        return Membership.ofVoters(addresses);
    }

    private static DriftingClock drawClock(Scenario scenario, SplittableRandom random) {
        var drift = scenario.clockDrift() * (2 * random.nextDouble() - 1);
        return new DriftingClock(random.nextLong(CLOCK_OFFSET_MAX), 1 + drift);
    }

    List<SimulatedMember<R>> members() {
        return members;
    }

    List<MemberId> ids() {
        return members.stream().map(SimulatedMember::id).toList();
    }

    Membership membership() {
        return watch.chronicle().founding();
    }

    SimulatedNetwork network() {
        return network;
    }

    Watch watch() {
        return watch;
    }

    Coverage coverage() {
        return coverage;
    }

    /// The running member that leads the latest term, null when there is none.
    @Nullable SimulatedMember<R> leader() {
        return members.stream()
                .filter(member -> member.isUp() && member.state().role() instanceof Role.Leader)
                .max(Comparator.comparingLong(member -> member.state().term()))
                .orElse(null);
    }

    /// Notes and counts something that happened to the group.
    void note(String what) {
        coverage.count(what);
        note(what.hashCode(), what);
    }

    void note(long fingerprint, String line) {
        trace.note(fingerprint, () -> line);
    }

    Trace trace() {
        return trace;
    }

    private void onSent(MemberId from, MemberId to, PeerMessage message) {
        coverage.count("messages");
        if (message instanceof PeerMessage.Protocol(var protocol, _)) {
            watch.onSent(from, to, protocol);
        }
    }

    static long fingerprint(MemberId member, String what) {
        return Fingerprint.mix(member.value(), what.hashCode());
    }
}
