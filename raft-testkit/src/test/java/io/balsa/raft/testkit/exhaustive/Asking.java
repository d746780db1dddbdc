package io.balsa.raft.testkit.exhaustive;

import io.balsa.raft.core.Event;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.MembershipChange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// What members are asked for.
final class Asking {
    static final Step FOR_A_READ = new Step.IsAsked(new Event.ReadRequested(1, false));

    private Asking() {}

    /// What only leaders are asked for.
    static List<Step> ofLeaders(Bounds bounds) {
        var steps = new ArrayList<Step>();
        steps.add(new Step.IsAsked(new Event.Proposed(1, 1, 1, 0)));
        switch (bounds.requests()) {
            case NOTHING_ELSE, A_READ, A_READ_OF_ANYBODY, A_LOST_DISK -> {}
            case ADD_A_VOTER -> {
                var added = new TreeMap<MemberId, String>();
                added.put(MemberId.of(bounds.members()), "");
                steps.add(changing(new MembershipChange.AddVoters(added)));
            }
            case REMOVE_A_VOTER -> {
                for (var id = 1; id <= bounds.members(); id++) {
                    var removed = new TreeSet<>(List.of(MemberId.of(id)));
                    steps.add(changing(new MembershipChange.RemoveVoters(removed, false)));
                }
            }
            case TRANSFER -> {
                for (var id = 1; id <= bounds.members(); id++) {
                    var to = MemberId.of(id);
                    steps.add(new Step.IsAsked(new Event.TransferRequested(1, to)));
                }
            }
        }
        return steps;
    }

    private static Step changing(MembershipChange what) {
        return new Step.IsAsked(new Event.MembershipChangeRequested(1, what, null));
    }

    /// May a read that this member is asked for miss anything? Whoever answers goes by what it
    /// knows to be committed, and the knowledge of one that does not crash only grows.
    static boolean isWorthARead(
            MemberState member, Bounds bounds, MemberState[] members, Past past) {
        return switch (bounds.requests()) {
            case A_READ -> member.isLeader && member.commit < past.committed();
            case A_READ_OF_ANYBODY ->
                    bounds.crashesMax() > 0
                            || Arrays.stream(members)
                                    .anyMatch(other -> other.commit < past.committed());
            case NOTHING_ELSE, ADD_A_VOTER, REMOVE_A_VOTER, TRANSFER, A_LOST_DISK -> false;
        };
    }
}
