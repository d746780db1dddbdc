package io.balsa.raft.testkit.property;

import io.balsa.raft.core.Effect;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;

import java.util.List;
import java.util.TreeSet;

/// From one set of voters to another there is no way but through both (§6); and who was removed
/// never comes back. Local: the cause of two leaders, each with a quorum of its own.
public final class VotersChangeJointly implements Property {
    private final Chronicle chronicle;

    public VotersChangeJointly(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    @Override
    public void onEffects(MemberId member, List<Effect> effects) {
        for (var effect : effects) {
            if (effect instanceof Effect.Configure(var id, var next)) {
                check(member, id, next);
            }
        }
    }

    private void check(MemberId member, EntryId id, Membership next) {
        var before = chronicle.of(member).membershipBefore();
        if (!before.isEmpty() && !isStep(before, next)) {
            throw new Violation(
                    getClass(),
                    "%s goes from %s to %s with the entry %s".formatted(member, before, next, id));
        }
        var returned = new TreeSet<>(next.members());
        returned.retainAll(next.retired());
        if (!returned.isEmpty() || !next.retired().containsAll(before.retired())) {
            throw new Violation(
                    getClass(),
                    "%s lets former members come back with the entry %s: %s after %s"
                            .formatted(member, id, next, before));
        }
    }

    private static boolean isStep(Membership before, Membership next) {
        var last = before.voterSets().getLast();
        return next.isJoint()
                ? !before.isJoint() && next.voterSets().getFirst().equals(last)
                : next.voterSets().getFirst().equals(last);
    }
}
