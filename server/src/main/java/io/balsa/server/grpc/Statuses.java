package io.balsa.server.grpc;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.balsa.raft.core.FollowerProgress;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.core.Role;
import io.balsa.raft.node.FollowerState;
import io.balsa.raft.node.RaftState;
import io.balsa.wire.v1.EntryId;
import io.balsa.wire.v1.Follower;
import io.balsa.wire.v1.Member;
import io.balsa.wire.v1.MemberStatus;
import io.balsa.wire.v1.Membership;

import org.jspecify.annotations.Nullable;

/// Writes down what a member knows.
record Statuses(Contacts contacts) {
    private static final String VERSION = version();

    private static String version() {
        var version = Statuses.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    MemberStatus of(RaftState state, boolean isReady) {
        var status =
                MemberStatus.newBuilder()
                        .setSelf(contacts.of(state.member(), state.membership()))
                        .setCluster(contacts.cluster())
                        .setRole(role(state))
                        .setTerm(state.term())
                        .setReady(isReady)
                        .setLastEntry(entry(state.lastEntry()))
                        .setCommitIndex(state.commitIndex())
                        .setAppliedIndex(state.appliedIndex())
                        .setMembership(membership(state.effective(), state))
                        .setVersion(VERSION);
        var leader = state.leader();
        if (leader != null) {
            status.setLeader(contacts.of(leader, state.membership()));
        }
        if (state.log().snapshot().index() > 0) {
            status.setSnapshot(entry(state.log().snapshot()));
        }
        if (state.log().purged().index() > 0) {
            status.setPurged(entry(state.log().purged()));
        }
        return status.build();
    }

    /// @param state knows of followers, and how far the membership has come
    Membership membership(MembershipEntry held, RaftState state) {
        var membership = held.membership();
        var answer =
                Membership.newBuilder()
                        .setEntry(entry(held.id()))
                        .setJoint(membership.isJoint())
                        .setCommitted(held.index() <= state.committed().index());
        for (var id : membership.members()) {
            answer.addMembers(member(id, membership, state.followers().get(id)));
        }
        membership.retired().forEach(id -> answer.addRetired(id.value()));
        return answer.build();
    }

    private Member member(
            MemberId id,
            io.balsa.raft.core.Membership membership,
            @Nullable FollowerState follower) {
        var member =
                Member.newBuilder()
                        .setAddress(contacts.of(id, membership))
                        .setVoter(membership.isVoter(id))
                        .setLearner(membership.learners().contains(id))
                        .setPromotable(membership.promotable().contains(id));
        if (follower != null) {
            member.setFollower(follower(follower));
        }
        return member.build();
    }

    private static Follower follower(FollowerState state) {
        var follower =
                Follower.newBuilder()
                        .setMatchedIndex(state.matchedIndex())
                        .setPhase(phase(state.progress().phase()));
        if (state.heardNanosAgo() != Long.MAX_VALUE) {
            follower.setHeardMsAgo(NANOSECONDS.toMillis(state.heardNanosAgo()));
        }
        return follower.build();
    }

    private static Follower.Phase phase(FollowerProgress.Phase phase) {
        return switch (phase) {
            case PROBING -> Follower.Phase.PHASE_PROBING;
            case REPLICATING -> Follower.Phase.PHASE_REPLICATING;
            case SNAPSHOT -> Follower.Phase.PHASE_SNAPSHOT;
            case ISOLATED -> Follower.Phase.PHASE_ISOLATED;
        };
    }

    private static io.balsa.wire.v1.Role role(RaftState state) {
        return switch (state.belonging()) {
            case LEARNER -> io.balsa.wire.v1.Role.ROLE_LEARNER;
            case STRANGER -> io.balsa.wire.v1.Role.ROLE_STRANGER;
            case REMOVED -> io.balsa.wire.v1.Role.ROLE_REMOVED;
            case VOTER ->
                    switch (state.role()) {
                        case Role.Follower _ -> io.balsa.wire.v1.Role.ROLE_FOLLOWER;
                        case Role.PreCandidate _ -> io.balsa.wire.v1.Role.ROLE_PRE_CANDIDATE;
                        case Role.Candidate _ -> io.balsa.wire.v1.Role.ROLE_CANDIDATE;
                        case Role.Leader _ -> io.balsa.wire.v1.Role.ROLE_LEADER;
                    };
        };
    }

    static EntryId entry(io.balsa.raft.core.EntryId id) {
        return EntryId.newBuilder().setTerm(id.term()).setIndex(id.index()).build();
    }
}
