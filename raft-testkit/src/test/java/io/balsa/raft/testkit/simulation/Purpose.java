package io.balsa.raft.testkit.simulation;

import java.util.List;
import java.util.stream.Stream;

/// What the seeds of a build must meet, by the names in [Coverage]: what shows that faults bite,
/// that the operator gets something done, and that members do what only faults make them do.
final class Purpose {
    /// The rarest of these happens three times as often: less is not chance.
    private static final long TIMES_MIN = 5;

    /// What comes of faults.
    private static final List<String> WOUNDS =
            List.of(
                    "members: crashes",
                    "members: fails while it starts",
                    "members: loses its disk",
                    "members: pauses",
                    "members: stops by itself for its disk",
                    "members: cannot start for its disk",
                    "requests: refused: DiskFull",
                    "requests: outcome unknown",
                    "torn writes",
                    "truncations",
                    "reverted members isolated");

    /// What comes of tasks, and of members that lag behind.
    private static final List<String> WORK =
            List.of(
                    "memberships changed",
                    "learners promoted",
                    "joint memberships ended by a later leader",
                    "leaderships handed over",
                    "transfers refused",
                    "reverted members allowed back",
                    "snapshots installed",
                    "states restored",
                    "purges");

    private Purpose() {}

    /// What was met too seldom.
    static List<String> unmet(Coverage met) {
        var faults = Stream.of(Fault.values()).map(Fault::name);
        var tasks = Stream.of(Task.values()).map(task -> "operator: " + task);
        var results = Stream.concat(WOUNDS.stream(), WORK.stream());
        return Stream.concat(Stream.concat(faults, tasks), results)
                .filter(what -> met.of(what) < TIMES_MIN)
                .toList();
    }
}
