package io.balsa.raft.testkit.simulation;

import io.balsa.raft.core.FollowerProgress.Phase;
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
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/// The members of a simulated group, and the network between them.
final class Group<R> {
    private static final long CLOCK_OFFSET_MAX = 1_000 * Scenario.SECOND;

    private final Stage stage;
    private final MemberPlan<R> plan;
    private final SplittableRandom random;
    private final SimulatedNetwork network;
    private final List<SimulatedMember<R>> members = new ArrayList<>();
    private int lastNumber;

    /// What a group happens in.
    record Stage(SimulatedTime time, Trace trace, Coverage coverage, Watch watch) {}

    Group(Stage stage, Scenario scenario, Subject<R> subject, SplittableRandom random) {
        this.stage = stage;
        this.plan = new MemberPlan<>(scenario, subject);
        this.random = random;
        this.network =
                new SimulatedNetwork(
                        stage.time(),
                        random.split(),
                        stage.trace(),
                        scenario.network(),
                        this::onSent);
        for (var count = 0; count < scenario.members(); count++) {
            add();
        }
    }

    /// A new member, with an empty disk, that nobody knows yet. It does not run.
    SimulatedMember<R> add() {
        var machine =
                new Machine(
                        stage.time(),
                        random.split(),
                        drawClock(plan.scenario(), random),
                        plan.scenario().pace());
        var id = MemberId.of(++lastNumber);
        var member = new SimulatedMember<>(this, id, machine, plan, random.split());
        members.add(member);
        return member;
    }

    /// The membership that the first member begins the group with: members numbered from 1.
    Membership founders() {
        var addresses = new TreeMap<MemberId, String>();
        for (var number = 1; number <= plan.scenario().members(); number++) {
            addresses.put(MemberId.of(number), addressOf(MemberId.of(number)));
        }
        return Membership.ofVoters(addresses);
    }

    static String addressOf(MemberId member) {
        return "member-" + member;
    }

    private static DriftingClock drawClock(Scenario scenario, SplittableRandom random) {
        var drift = scenario.clockDrift() * (2 * random.nextDouble() - 1);
        return new DriftingClock(random.nextLong(CLOCK_OFFSET_MAX), 1 + drift);
    }

    /// All that are not stopped for good, in the order in which they came.
    List<SimulatedMember<R>> members() {
        return members;
    }

    List<MemberId> ids() {
        return members.stream().map(SimulatedMember::id).toList();
    }

    /// The last membership that is known to be committed.
    Membership membership() {
        return watch().chronicle().membership();
    }

    /// Those that belong to it.
    List<SimulatedMember<R>> properMembers() {
        var proper = membership().members();
        return members.stream().filter(member -> proper.contains(member.id())).toList();
    }

    /// Those that were removed from the group.
    List<SimulatedMember<R>> removedMembers() {
        var retired = membership().retired();
        return members.stream().filter(member -> retired.contains(member.id())).toList();
    }

    /// Those that are in no membership, neither a present nor a past one, committed or not.
    List<SimulatedMember<R>> spareMembers() {
        var used = new TreeSet<>(founders().members());
        for (var member : members) {
            for (var known : watch().chronicle().of(member.id()).memberships().entries()) {
                used.addAll(known.membership().members());
                used.addAll(known.membership().retired());
            }
        }
        return members.stream().filter(member -> !used.contains(member.id())).toList();
    }

    /// Stops a member for good.
    void dismiss(SimulatedMember<R> member) {
        member.dismiss();
        members.remove(member);
    }

    /// May `member` lose its disk? Only while all others hold what they acknowledged, and where it
    /// is less than a majority of any voters that may decide something.
    boolean canSpareDiskOf(SimulatedMember<?> member) {
        return member.isProven()
                && membership().isVoter(member.id())
                && isLargeEnough(membership())
                && members.stream().allMatch(this::holdsWhatItAcknowledged);
    }

    private boolean holdsWhatItAcknowledged(SimulatedMember<R> member) {
        var known = member.memberships().entries();
        return (member.isProven() || !membership().members().contains(member.id()))
                && known.stream().allMatch(entry -> isLargeEnough(entry.membership()));
    }

    private static boolean isLargeEnough(Membership membership) {
        return membership.voterSets().stream().allMatch(voters -> voters.size() > 2);
    }

    SimulatedNetwork network() {
        return network;
    }

    Watch watch() {
        return stage.watch();
    }

    Coverage coverage() {
        return stage.coverage();
    }

    /// The running member that leads the latest term, null when there is none.
    @Nullable SimulatedMember<R> leader() {
        return members.stream()
                .filter(member -> member.isUp() && member.state().role() instanceof Role.Leader)
                .max(Comparator.comparingLong(member -> member.state().term()))
                .orElse(null);
    }

    /// Those that the leader counts for nothing.
    List<MemberId> isolatedMembers() {
        var leader = leader();
        return leader == null
                ? List.of()
                : leader.state().followers().entrySet().stream()
                        .filter(follower ->
                                follower.getValue().progress().phase() == Phase.ISOLATED)
                        .map(Map.Entry::getKey)
                        .toList();
    }

    /// Notes and counts something that happened to the group.
    void note(String what) {
        coverage().count(what);
        note(what.hashCode(), what);
    }

    void note(long fingerprint, String line) {
        trace().note(fingerprint, () -> line);
    }

    Trace trace() {
        return stage.trace();
    }

    private void onSent(MemberId from, MemberId to, PeerMessage message) {
        coverage().count("messages");
        if (message instanceof PeerMessage.Protocol(var protocol, _)) {
            watch().onSent(from, to, protocol);
        }
    }

    static long fingerprint(MemberId member, String what) {
        return Fingerprint.mix(member.value(), what.hashCode());
    }
}
