package io.balsa.raft.testkit.exhaustive;

import static io.balsa.raft.testkit.exhaustive.Bounds.Requests.ADD_A_VOTER;
import static io.balsa.raft.testkit.exhaustive.Bounds.Requests.NOTHING_ELSE;
import static io.balsa.raft.testkit.exhaustive.Bounds.Requests.REMOVE_A_VOTER;
import static io.balsa.raft.testkit.exhaustive.Bounds.Requests.TRANSFER;

import java.util.function.Supplier;

/// The bounds that are tried, and whether something is found within the small ones.
public final class Checks implements Supplier<String> {
    /// Seconds each.
    static final Bounds[] SMALL = {
        new Bounds(3, 2, 1, 1, 2, false, false, NOTHING_ELSE),
        new Bounds(3, 2, 1, 2, 0, true, false, NOTHING_ELSE),
        new Bounds(3, 2, 0, 1, 0, false, true, NOTHING_ELSE),
        new Bounds(3, 3, 0, 1, 0, false, false, NOTHING_ELSE),
        new Bounds(3, 2, 1, 1, 0, false, false, ADD_A_VOTER),
        new Bounds(3, 2, 1, 0, 0, false, false, REMOVE_A_VOTER),
        new Bounds(2, 3, 2, 1, 0, false, false, TRANSFER)
    };

    /// Minutes each.
    static final Bounds[] LARGE = {
        new Bounds(3, 3, 1, 0, 0, true, false, NOTHING_ELSE),
        new Bounds(3, 3, 0, 1, 1, false, false, NOTHING_ELSE),
        new Bounds(3, 3, 1, 1, 0, false, false, NOTHING_ELSE),
        new Bounds(3, 3, 1, 0, 1, false, false, NOTHING_ELSE),
        new Bounds(3, 3, 1, 0, 0, false, false, TRANSFER),
        new Bounds(3, 3, 1, 1, 0, false, false, ADD_A_VOTER),
        new Bounds(3, 3, 1, 0, 0, false, false, REMOVE_A_VOTER)
    };

    /// The rule that a small group breaks; empty when all is well.
    @Override
    public String get() {
        for (var bounds : SMALL) {
            var violation = Exploration.of(bounds).violation();
            if (violation != null) {
                return violation;
            }
        }
        return "";
    }
}
