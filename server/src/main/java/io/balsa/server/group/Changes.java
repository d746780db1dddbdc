package io.balsa.server.group;

import io.balsa.raft.core.ChangeRefusal.NotLeader;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.MembershipChange;
import io.balsa.raft.core.Role;
import io.balsa.raft.node.RaftException;
import io.balsa.raft.node.RaftState;
import io.balsa.server.group.GroupFailure.Reason;
import io.balsa.server.group.GroupRequest.AddLearner;
import io.balsa.server.group.GroupRequest.Promote;
import io.balsa.server.group.GroupRequest.Remove;
import io.balsa.server.group.GroupRequest.ReplaceVoters;
import io.balsa.server.group.GroupRequest.Transfer;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a request means, given the membership that the leader has now.
final class Changes {
    private Changes() {}

    /// @throws GroupFailure when the request makes no sense
    /// @throws RaftException when another member has to judge it
    static MembershipChange of(GroupRequest request, RaftState state)
            throws GroupFailure, RaftException {
        if (!(state.role() instanceof Role.Leader)) {
            throw notLeader(state);
        }
        var membership = state.membership();
        return switch (request) {
            case AddLearner learner -> learner(learner, membership);
            case Promote(var learners) -> new MembershipChange.Promote(learners);
            case ReplaceVoters(var voters, var retain) ->
                    new MembershipChange.ReplaceVoters(reached(voters, membership), retain);
            case Remove(var members) -> removal(members, membership);
            case Transfer _ -> throw new IllegalArgumentException("a transfer changes no members");
        };
    }

    private static RaftException notLeader(RaftState state) {
        var leader = state.leader();
        var message =
                leader == null
                        ? "no leader is known at the moment; try again soon"
                        : "only the leader can do this: ask member %s at %s"
                                .formatted(leader, state.membership().addresses().get(leader));
        return new RaftException.ChangeRefused(new NotLeader(leader), message);
    }

    /// A learner may be moved: it counts for nothing. A voter is refused by the group itself.
    private static MembershipChange learner(AddLearner learner, Membership membership)
            throws GroupFailure {
        var member = learner.member();
        Addresses.check(member, learner.address());
        var known = membership.addresses().get(member);
        if (membership.isVoter(member) && learner.address().equals(known)) {
            return new MembershipChange.Batch(List.of());
        }
        if (membership.learners().contains(member) && !learner.address().equals(known)) {
            return new MembershipChange.SetAddress(member, learner.address());
        }
        return new MembershipChange.AddLearners(
                new TreeMap<>(Map.of(member, learner.address())), learner.autoPromote());
    }

    private static SortedMap<MemberId, String> reached(
            SortedMap<MemberId, String> voters, Membership membership) throws GroupFailure {
        var reached = new TreeMap<MemberId, String>();
        for (var entry : voters.entrySet()) {
            var member = entry.getKey();
            var given = entry.getValue();
            var address = given.isEmpty() ? membership.addresses().getOrDefault(member, "") : given;
            if (address.isEmpty()) {
                throw new GroupFailure(
                        Reason.UNKNOWN_MEMBER,
                        "the group has no member %s yet: add it as a learner, with its address"
                                .formatted(member));
            }
            if (!given.isEmpty()) {
                Addresses.check(member, given);
            }
            reached.put(member, address);
        }
        return reached;
    }

    /// Whoever is gone already stays gone; whoever was never there is a mistake.
    private static MembershipChange removal(SortedSet<MemberId> members, Membership membership)
            throws GroupFailure {
        var voters = new TreeSet<MemberId>();
        var learners = new TreeSet<MemberId>();
        for (var member : members) {
            if (membership.isVoter(member)) {
                voters.add(member);
            } else if (membership.learners().contains(member)) {
                learners.add(member);
            } else if (!membership.retired().contains(member)) {
                throw new GroupFailure(Reason.UNKNOWN_MEMBER, "the group has no member " + member);
            }
        }
        return new MembershipChange.Batch(
                List.of(
                        new MembershipChange.RemoveVoters(voters, false),
                        new MembershipChange.RemoveLearners(learners)));
    }
}
