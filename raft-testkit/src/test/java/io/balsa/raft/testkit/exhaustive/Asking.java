package io.balsa.raft.testkit.exhaustive;

import io.balsa.raft.core.Event;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.MembershipChange;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// What leaders are asked for.
final class Asking {
    private Asking() {}

    static List<Step> of(Bounds bounds) {
        var steps = new ArrayList<Step>();
        steps.add(new Step.IsAsked(new Event.Proposed(1, 1, 1, 0)));
        switch (bounds.requests()) {
            case NOTHING_ELSE -> {}
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
}
