package io.balsa.raft.node;

import io.balsa.raft.core.ChangeRefusal;
import io.balsa.raft.core.Membership;

/// What a caller is told of a [ChangeRefusal].
final class ChangeRefusals {
    private ChangeRefusals() {}

    static RaftException.ChangeRefused asException(ChangeRefusal reason, Membership membership) {
        return new RaftException.ChangeRefused(reason, sentence(reason, membership));
    }

    private static String sentence(ChangeRefusal reason, Membership membership) {
        return switch (reason) {
            case ChangeRefusal.NotLeader(var leader) ->
                    leader == null
                            ? "only the leader can do this, and none is known at the moment; try"
                                    + " again soon"
                            : "only the leader can do this: ask member %s at %s"
                                    .formatted(leader, membership.addresses().get(leader));
            case ChangeRefusal.NotReady() ->
                    "this member has just begun to lead and does not know yet what earlier leaders"
                            + " left; try again soon";
            case ChangeRefusal.InProgress(var id) ->
                    "the change that began with entry %s is not complete; wait for it, then look at"
                                    .formatted(id)
                            + " the membership again";
            case ChangeRefusal.MovedOn(var actual) ->
                    "the membership is not the expected one any more, it is that of entry %s now;"
                                    .formatted(actual)
                            + " look at it again";
            case ChangeRefusal.GroupExists(var id) ->
                    "this member belongs to a group already, with the membership of entry %s"
                            .formatted(id);
            case ChangeRefusal.EmptyMembership() ->
                    "no voter would be left, and with none the group could decide nothing any more";
            case ChangeRefusal.AboutMember about -> sentence(about);
            case ChangeRefusal.Transferring(var to) ->
                    "leadership is being handed over to member %s; ask that one, soon"
                            .formatted(to);
            case ChangeRefusal.TransferTimedOut(var to) ->
                    "member %s did not take over in time; this member goes on leading"
                            .formatted(to);
            case ChangeRefusal.LeadershipLost() ->
                    "this member does not lead any more; the next leader may complete the change or"
                            + " take it back, and leaves those learners that it still waited for:"
                            + " look at the membership there, then ask again if need be";
        };
    }

    private static String sentence(ChangeRefusal.AboutMember reason) {
        return switch (reason) {
            case ChangeRefusal.UnknownMember(var member) ->
                    "the group has no member %s, or not in the part that the change speaks of"
                            .formatted(member);
            case ChangeRefusal.MemberExists(var member) ->
                    "the group has a member %s already; to move it, set its address"
                            .formatted(member);
            case ChangeRefusal.ReusedId(var member) ->
                    "the id %s belonged to a member that was removed, and is never used again; give"
                                    .formatted(member)
                            + " the new member another one";
            case ChangeRefusal.NotCaughtUp(var member) ->
                    "member %s does not answer and lacks entries, so it is a learner for now; start"
                                    .formatted(member)
                            + " it, then ask again";
            case ChangeRefusal.CancelledByRemoval(var member) ->
                    "the change waited for member %s to catch up, and is off since somebody removed"
                                    .formatted(member)
                            + " it; look at the membership again";
            case ChangeRefusal.NotAFounder(var member) ->
                    "member %s is no voter of the first membership; tell one that is"
                            .formatted(member);
            case ChangeRefusal.NotAVoter(var member) ->
                    "member %s does not vote, so it cannot lead; make it a voter first"
                            .formatted(member);
        };
    }
}
