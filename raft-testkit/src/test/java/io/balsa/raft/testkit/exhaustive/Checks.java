package io.balsa.raft.testkit.exhaustive;

import static io.balsa.raft.testkit.exhaustive.Bounds.Requests.ADD_A_VOTER;
import static io.balsa.raft.testkit.exhaustive.Bounds.Requests.A_LOST_DISK;
import static io.balsa.raft.testkit.exhaustive.Bounds.Requests.A_READ;
import static io.balsa.raft.testkit.exhaustive.Bounds.Requests.A_READ_OF_ANYBODY;
import static io.balsa.raft.testkit.exhaustive.Bounds.Requests.NOTHING_ELSE;
import static io.balsa.raft.testkit.exhaustive.Bounds.Requests.REMOVE_A_VOTER;
import static io.balsa.raft.testkit.exhaustive.Bounds.Requests.TRANSFER;

import java.util.function.Function;

/// The bounds that are tried, and whether something is found within the small ones.
public final class Checks implements Function<String, String> {
    /// Seconds each.
    static final Bounds[] SMALL = {
        new Bounds(3, 2, 1, 1, 2, false, false, NOTHING_ELSE),
        new Bounds(3, 2, 1, 2, 0, true, false, NOTHING_ELSE),
        new Bounds(3, 2, 0, 1, 0, false, true, NOTHING_ELSE),
        new Bounds(3, 3, 0, 1, 0, false, false, NOTHING_ELSE),
        new Bounds(3, 2, 1, 1, 0, false, false, ADD_A_VOTER),
        new Bounds(3, 2, 1, 0, 0, false, false, REMOVE_A_VOTER),
        new Bounds(2, 3, 2, 1, 0, false, false, TRANSFER),
        new Bounds(3, 3, 0, 0, 0, false, false, A_READ),
        new Bounds(2, 3, 1, 0, 0, false, false, A_READ_OF_ANYBODY),
        new Bounds(3, 2, 0, 1, 0, false, false, A_LOST_DISK)
    };

    /// Two leaders, one after the other, a proposal, and a crash of anybody at any moment: less
    /// than a minute, which a build has, and each planted bug has not.
    static final Bounds TWO_LEADERS = new Bounds(3, 3, 1, 1, 0, false, false, NOTHING_ELSE);

    /// Minutes each.
    static final Bounds[] LARGE = {
        new Bounds(3, 3, 1, 0, 0, true, false, NOTHING_ELSE),
        new Bounds(3, 3, 0, 1, 1, false, false, NOTHING_ELSE),
        new Bounds(3, 3, 1, 0, 1, false, false, NOTHING_ELSE),
        new Bounds(3, 3, 1, 0, 0, false, false, TRANSFER),
        new Bounds(3, 3, 1, 1, 0, false, false, ADD_A_VOTER),
        new Bounds(3, 3, 1, 0, 0, false, false, REMOVE_A_VOTER),
        new Bounds(3, 3, 1, 0, 0, false, false, A_READ),
        new Bounds(3, 3, 0, 0, 0, false, false, A_READ_OF_ANYBODY),
        new Bounds(3, 3, 0, 1, 0, false, false, A_LOST_DISK)
    };

    /// All bounds, whatever is asked for.
    public static final String ANYTHING = "";

    /// The rule that a small group breaks, or what was to be met and was not; empty when all is
    /// well.
    ///
    /// @param requests the name of one of [Bounds.Requests], or [#ANYTHING]
    @Override
    public String apply(String requests) {
        for (var bounds : SMALL) {
            if (requests.equals(ANYTHING) || bounds.requests().name().equals(requests)) {
                var census = Exploration.of(bounds);
                if (census.violation() != null) {
                    return census.violation();
                }
                if (!census.unmet().isEmpty()) {
                    return "NothingMissed: " + census.unmet();
                }
            }
        }
        return "";
    }
}
