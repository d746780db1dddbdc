package io.balsa.raft.testkit.exhaustive;

import io.balsa.raft.core.Raft;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/// Numbers everything that an exploration meets, so that the same is met as the same.
final class Catalogue {
    /// The ways to rename the members that change nothing: `renamings[0]` leaves the names.
    private final long[][] renamings;

    private final Map<String, Integer> shapes = new HashMap<>();
    private final Map<String, Integer> itemShapes = new HashMap<>();
    private final Map<Integer, MemberState> states = new HashMap<>();
    private final Map<Item, Integer> numbers = new HashMap<>();
    private final List<Item> items = new ArrayList<>();
    private final List<int[]> itemCodes = new ArrayList<>();

    /// @param alike how many of the members, the first ones, play the same part
    Catalogue(int members, int alike) {
        var all = new ArrayList<long[]>();
        var names = new long[members + 1];
        Arrays.setAll(names, member -> member);
        permute(names, 1, alike, all);
        renamings = all.toArray(long[][]::new);
    }

    private static void permute(long[] names, int member, int alike, List<long[]> all) {
        if (member > alike) {
            all.add(names.clone());
            return;
        }
        for (var name = 1L; name <= alike; name++) {
            var wanted = name;
            if (Arrays.stream(names, 1, member).noneMatch(taken -> taken == wanted)) {
                names[member] = name;
                permute(names, member + 1, alike, all);
            }
        }
        names[member] = member;
    }

    int renamings() {
        return renamings.length;
    }

    int memberStates() {
        return states.size();
    }

    int items() {
        return items.size();
    }

    /// The kinds of messages and facts that were met, and the terms that had a leader.
    SortedSet<String> kinds() {
        var kinds = new TreeSet<String>();
        for (var item : items) {
            var part = item instanceof Letter letter ? letter.message() : item;
            kinds.add(part.getClass().getSimpleName());
            if (item instanceof Item.Led(_, var term)) {
                kinds.add(ledIn(term));
            }
        }
        return kinds;
    }

    /// What [#kinds()] calls it that `term` had a leader.
    static String ledIn(long term) {
        return "Led in term " + term;
    }

    Item item(int number) {
        return items.get(number);
    }

    /// The numbers of an item under each renaming.
    int[] codes(int item) {
        return itemCodes.get(item);
    }

    int intern(Item item) {
        return numbers.computeIfAbsent(
                item,
                fresh -> {
                    items.add(fresh);
                    itemCodes.add(codesOf(itemShapes, names -> Shape.of(fresh, names, 0)));
                    return items.size() - 1;
                });
    }

    /// What must be wrong when a member has more states than this.
    private static final int STATES_MAX = 200_000;

    /// The state of this shape that was met first: `fresh` itself, or an equal one.
    MemberState intern(MemberState fresh, Raft raft, long now) {
        fresh.codes =
                codesOf(
                        shapes,
                        names ->
                                names[(int) fresh.started.self().value()]
                                        + Shape.of(fresh.outside, names, now)
                                        + Shape.of(raft, names, now));
        if (states.size() > STATES_MAX) {
            throw new IllegalStateException(
                    "a member seems to have states without end: which new clock or counter of the"
                            + " core should Shape leave out?");
        }
        return states.computeIfAbsent(fresh.codes[0], _ -> fresh);
    }

    private int[] codesOf(Map<String, Integer> known, Function<long[], String> shape) {
        var numbers = new int[renamings.length];
        for (var at = 0; at < renamings.length; at++) {
            numbers[at] = known.computeIfAbsent(shape.apply(renamings[at]), _ -> known.size());
        }
        return numbers;
    }
}
