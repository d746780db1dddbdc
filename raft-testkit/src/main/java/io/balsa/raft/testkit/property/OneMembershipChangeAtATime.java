package io.balsa.raft.testkit.property;

import io.balsa.raft.core.Effect;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.MembershipEntry;

import java.util.List;

/// In each log at most the last membership is not committed, and the voters change only by way of a
/// joint membership: from one set to that set and another, from there to the other (§6).
public final class OneMembershipChangeAtATime implements Property {
    private final Chronicle chronicle;

    public OneMembershipChangeAtATime(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    @Override
    public void onEffects(MemberId member, List<Effect> effects) {
        for (var effect : effects) {
            if (effect instanceof Effect.Persist persist
                    && persist.log() != null
                    && !persist.log().entries().memberships().isEmpty()) {
                check(member);
            }
        }
    }

    private void check(MemberId member) {
        var entries = chronicle.of(member).memberships().entries();
        for (var number = 1; number < entries.size(); number++) {
            var before = entries.get(number - 1);
            var next = entries.get(number);
            if (!isCommitted(before)) {
                throw new Violation(
                        getClass(),
                        "the log of %s holds the memberships %s and %s, and the first is not"
                                        .formatted(member, before.id(), next.id())
                                + " committed");
            }
            if (!isStep(before.membership(), next.membership())) {
                throw new Violation(
                        getClass(),
                        "the log of %s goes from the membership %s to %s"
                                .formatted(member, before, next));
            }
        }
    }

    /// A leader that ends in the very turn in which it commits a membership tells nobody of that.
    private boolean isCommitted(MembershipEntry entry) {
        return chronicle.committed().contains(entry.id())
                || chronicle.isOnQuorum(entry.id(), entry.membership());
    }

    private static boolean isStep(Membership before, Membership next) {
        var from = before.voterSets();
        var to = next.voterSets();
        if (before.isJoint()) {
            return to.equals(List.of(from.getLast()));
        }
        return to.equals(from)
                || (to.size() == 2
                        && to.getFirst().equals(from.getFirst())
                        && !to.getLast().equals(from.getFirst()));
    }
}
