package io.balsa.scenarios.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;

/// What goes wrong, and when: the same for the same seed, whatever the members do.
///
/// @param seed says all of it
record Plan(long seed, List<Step> steps) {
    private static final int QUIET_MILLIS_MAX = 2_500;
    private static final int HOLD_MILLIS_MIN = 800;
    private static final int HOLD_MILLIS_MAX = 5_000;
    private static final int RESTARTS_MAX = 6;

    /// How often two things go wrong at the same time, in a hundred.
    private static final int TWICE_PERCENT = 30;

    /// The kinds of faults. Each occurs once before any occurs again.
    private enum Kind {
        SPLIT,
        DEAF,
        MUTE,
        KILL,
        KILL_ALL,
        PAUSE,
        FULL_DISK,
        ALL_DISKS_FULL,
        STORM,
        VOTERS,
        HAND_OVER,
        THIN,
        LOSE_DISK
    }

    /// Nothing happens for a while; then this goes wrong, stays so, and is over.
    record Step(Duration quiet, List<Fault> faults, Duration hold) {
        Duration length() {
            return quiet.plus(hold);
        }
    }

    /// @param length the steps take at least that long
    static Plan draw(long seed, int members, Duration length) {
        return new Drawing(seed, members).plan(length);
    }

    private static final class Drawing {
        private final long seed;
        private final int members;
        private final SplittableRandom random;
        private final List<Kind> deck = new ArrayList<>();

        Drawing(long seed, int members) {
            this.seed = seed;
            this.members = members;
            this.random = new SplittableRandom(seed);
        }

        Plan plan(Duration length) {
            var steps = new ArrayList<Step>();
            var planned = Duration.ZERO;
            while (planned.compareTo(length) < 0) {
                var step = step();
                steps.add(step);
                planned = planned.plus(step.length());
            }
            return new Plan(seed, List.copyOf(steps));
        }

        private Step step() {
            var faults = new ArrayList<Fault>();
            var first = kind();
            faults.add(fault(first));
            if (random.nextInt(100) < TWICE_PERCENT) {
                var second = kind();
                if (isBearable(first, second)) {
                    faults.add(fault(second));
                }
            }
            return new Step(
                    Duration.ofMillis(random.nextInt(QUIET_MILLIS_MAX)),
                    List.copyOf(faults),
                    Duration.ofMillis(random.nextInt(HOLD_MILLIS_MIN, HOLD_MILLIS_MAX)));
        }

        /// A disk that is lost, beside another one or a change of those who vote, may be too much.
        private static boolean isBearable(Kind first, Kind second) {
            var kinds = EnumSet.of(first, second);
            return !kinds.contains(Kind.LOSE_DISK)
                    || (kinds.size() == 2 && !kinds.contains(Kind.VOTERS));
        }

        private Fault fault(Kind kind) {
            return switch (kind) {
                case SPLIT -> new Fault.Split(some(1, members / 2));
                case DEAF -> new Fault.Deaf(victim());
                case MUTE -> new Fault.Mute(victim());
                case KILL -> new Fault.Kill(victim());
                case KILL_ALL -> new Fault.KillAll();
                case PAUSE -> new Fault.Pause(victim());
                case FULL_DISK -> new Fault.FullDisk(victim(), random.nextBoolean());
                case ALL_DISKS_FULL -> new Fault.AllDisksFull();
                case STORM -> new Fault.Storm(anyone(), random.nextInt(2, RESTARTS_MAX + 1));
                case VOTERS -> new Fault.Voters(some(members / 2 + 1, members));
                case HAND_OVER -> new Fault.HandOver();
                case THIN -> new Fault.Thin(victim());
                case LOSE_DISK -> new Fault.LoseDisk(victim());
            };
        }

        private Kind kind() {
            if (deck.isEmpty()) {
                deck.addAll(List.of(Kind.values()));
            }
            return deck.remove(random.nextInt(deck.size()));
        }

        /// The leader as often as anybody else.
        private int victim() {
            return random.nextBoolean() ? Fault.LEADER : anyone();
        }

        private int anyone() {
            return random.nextInt(1, members + 1);
        }

        private SortedSet<Integer> some(int fewest, int most) {
            var count = random.nextInt(fewest, most + 1);
            var chosen = new TreeSet<Integer>();
            while (chosen.size() < count) {
                chosen.add(anyone());
            }
            return chosen;
        }
    }
}
