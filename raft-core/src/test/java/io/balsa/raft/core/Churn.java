package io.balsa.raft.core;

import static io.balsa.raft.core.Groups.at;
import static io.balsa.raft.core.Groups.ids;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;

/// A group whose members come, go, crash and hand over at random, on a network that loses, repeats
/// and reorders. After each move it looks whether the group did what it must not.
final class Churn {
    private static final int MEMBERS = 8;

    private final TraceCluster cluster = new TraceCluster();
    private final SplittableRandom random;
    private final Map<Long, MemberId> leaders = new HashMap<>();
    private final List<Long> committed = new ArrayList<>();
    private int configured;
    private int transferred;

    Churn(long seed) {
        random = new SplittableRandom(seed);
        cluster.runQuietly(() -> {
            cluster.create(MEMBERS);
            cluster.bootstrap(3, 1);
            cluster.deliverAll();
        });
    }

    /// How many memberships were committed, and how often another member took over.
    int moves() {
        return configured + transferred;
    }

    void run(int steps) {
        for (var step = 0; step < steps; step++) {
            cluster.runQuietly(this::move);
            look();
        }
    }

    private void move() {
        switch (random.nextInt(32)) {
            case 0 -> anybody().step(new Event.Proposed(1, 1, 10, 0));
            case 1, 2 ->
                    leader().step(new Event.MembershipChangeRequested(2, randomChange(), null));
            case 3 -> leader().step(new Event.TransferRequested(3, randomMember()));
            case 4 -> crashOrRestart();
            case 5 -> cluster.pass(random.nextInt(50, 600));
            case 6, 7, 8 -> cluster.pass(random.nextInt(1, 40));
            case 9, 10 -> cluster.loseOne(random);
            case 11 -> cluster.repeatOne(random);
            case 12 -> splitOrJoin();
            default -> deliverSome();
        }
    }

    private void splitOrJoin() {
        var apart = new TreeSet<MemberId>();
        if (random.nextInt(3) > 0) {
            random.longs(MEMBERS / 2, 1, MEMBERS + 1).mapToObj(MemberId::of).forEach(apart::add);
        }
        cluster.split(apart);
    }

    private void deliverSome() {
        for (var letter = random.nextInt(8); letter >= 0; letter--) {
            cluster.deliverOne(random);
        }
    }

    /// One that leads, if there is any, or believes to.
    private TraceMember leader() {
        for (var tries = 0; tries < MEMBERS; tries++) {
            var member = anybody();
            if (member.raft().role() instanceof Role.Leader) {
                return member;
            }
        }
        return anybody();
    }

    private TraceMember anybody() {
        while (true) {
            var member = cluster.member(random.nextInt(1, MEMBERS + 1));
            if (member.isRunning()) {
                return member;
            }
        }
    }

    private @Nullable MemberId randomMember() {
        var id = random.nextInt(MEMBERS + 1);
        return id == 0 ? null : MemberId.of(id);
    }

    private void crashOrRestart() {
        var member = cluster.member(random.nextInt(1, MEMBERS + 1));
        if (!member.isRunning()) {
            member.start();
        } else if (cluster.countRunning() > MEMBERS - 2) {
            member.crash();
        }
    }

    private MembershipChange randomChange() {
        var one = random.nextLong(1, MEMBERS + 1);
        var other = random.nextLong(1, MEMBERS + 1);
        return switch (random.nextInt(7)) {
            case 0 -> new MembershipChange.AddLearners(at(one, other), random.nextBoolean());
            case 1 -> new MembershipChange.AddVoters(at(one));
            case 2 -> new MembershipChange.Promote(ids(one));
            case 3 -> new MembershipChange.RemoveVoters(ids(one), random.nextInt(4) > 0);
            case 4 -> new MembershipChange.RemoveVoters(ids(one, other), true);
            case 5 -> new MembershipChange.ReplaceVoters(at(one, other, 3), true);
            default -> new MembershipChange.ReplaceVoters(at(one, other), true);
        };
    }

    /// Election Safety, State Machine Safety and Log Matching of what is committed (Figure 3).
    private void look() {
        for (var id = 1; id <= MEMBERS; id++) {
            var member = cluster.member(id);
            if (member.isRunning()) {
                lookAt(member);
            }
        }
    }

    private void lookAt(TraceMember member) {
        var raft = member.raft();
        if (raft.role() instanceof Role.Leader) {
            var self = requireNonNull(raft.leader());
            var leader = leaders.putIfAbsent(raft.term(), self);
            if (leader == null && leaders.size() > 1) {
                transferred++;
            }
            demand(leader == null || leader.equals(self), "two leaders in term " + raft.term());
        }
        for (var index = member.seenCommit() + 1; index <= raft.commitIndex(); index++) {
            var term = member.termOnDisk(index);
            if (index > committed.size()) {
                committed.add(term);
                configured += member.hasMembershipAt(index) ? 1 : 0;
            }
            demand(committed.get((int) index - 1) == term, member + " differs at " + index);
        }
        member.seeCommit(raft.commitIndex());
    }

    /// Nothing is lost and nobody crashes any more. Does the group go on?
    void heal() {
        for (var id = 1; id <= MEMBERS; id++) {
            if (!cluster.member(id).isRunning()) {
                cluster.runQuietly(cluster.member(id)::start);
            }
        }
        for (var round = 0; round < 400; round++) {
            cluster.runQuietly(() -> {
                cluster.pass(50);
                cluster.deliverAll();
            });
            look();
        }
        var leader = soleLeader();
        var membership = leader.raft().membership();
        demand(!membership.isJoint(), "the group stays on its way: " + membership);
        demand(membership.promotable().isEmpty(), "learners stay learners: " + membership);
        for (var voter : membership.voters()) {
            var other = cluster.member(voter.value()).raft();
            demand(
                    other.commitIndex() == leader.raft().lastEntry().index(),
                    "member " + voter + " stays behind");
        }
    }

    private TraceMember soleLeader() {
        TraceMember sole = null;
        for (var id = 1; id <= MEMBERS; id++) {
            if (cluster.member(id).raft().role() instanceof Role.Leader) {
                demand(sole == null, "several lead after all is well");
                sole = cluster.member(id);
            }
        }
        demand(sole != null, "nobody leads after all is well");
        return requireNonNull(sole);
    }

    private void demand(boolean condition, String what) {
        if (!condition) {
            cluster.show();
            cluster.showMembers();
            throw new AssertionError(what + "\n" + cluster.takeTold());
        }
    }
}
