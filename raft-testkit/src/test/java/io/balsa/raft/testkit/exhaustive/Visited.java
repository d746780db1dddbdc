package io.balsa.raft.testkit.exhaustive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The states that were visited. A state counts as visited, too, when another was that differs from
/// it in the names of the members only, or in that more was sent there and fewer crashes were used
/// up: all that can happen from the one can happen from the other.
final class Visited {
    private final Catalogue catalogue;
    private final Map<Key, List<Sent>> visited = new HashMap<>();
    private long size;

    /// What was used up on the way to a state, of what the bounds allow.
    record Used(int crashes, int requests, boolean isReadAsked) {
        static final Used NOTHING = new Used(0, 0, false);

        Used and(Step step, boolean isCrash) {
            var isForARead = step.equals(Asking.FOR_A_READ);
            return new Used(
                    crashes + (isCrash ? 1 : 0),
                    requests + (step instanceof Step.IsAsked && !isForARead ? 1 : 0),
                    isReadAsked || isForARead);
        }
    }

    /// The members of a state, each by the number of its state, in order.
    private record Key(List<Integer> members, int requests, boolean isReadAsked) {}

    /// @param items what was sent and became true, a bit each
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them as a whole.
    private record Sent(long[] items, int crashes) {
        boolean covers(Sent other) {
            if (crashes > other.crashes) {
                return false;
            }
            for (var at = 0; at < other.items.length; at++) {
                var mine = at < items.length ? items[at] : 0;
                if ((other.items[at] & ~mine) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    Visited(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    long size() {
        return size;
    }

    /// Notes a state; false when it was visited.
    boolean add(MemberState[] members, Past past, Used used) {
        var codes = new int[catalogue.renamings()][];
        var least = 0;
        for (var renaming = 0; renaming < codes.length; renaming++) {
            codes[renaming] = codes(members, renaming);
            if (Arrays.compare(codes[renaming], codes[least]) < 0) {
                least = renaming;
            }
        }
        var key =
                new Key(
                        Arrays.stream(codes[least]).boxed().toList(),
                        used.requests,
                        used.isReadAsked);
        var known = visited.computeIfAbsent(key, _ -> new ArrayList<>(1));
        for (var renaming = least; renaming < codes.length; renaming++) {
            if (Arrays.equals(codes[renaming], codes[least])) {
                var sent = new Sent(bits(members, past, renaming), used.crashes);
                for (var earlier : known) {
                    if (earlier.covers(sent)) {
                        return false;
                    }
                }
            }
        }
        var sent = new Sent(bits(members, past, least), used.crashes);
        known.removeIf(sent::covers);
        known.add(sent);
        size++;
        return true;
    }

    private static int[] codes(MemberState[] members, int renaming) {
        var codes = new int[members.length];
        for (var at = 0; at < codes.length; at++) {
            codes[at] = members[at].codes[renaming];
        }
        Arrays.sort(codes);
        return codes;
    }

    private long[] bits(MemberState[] members, Past past, int renaming) {
        var bits = new long[4];
        for (var at = 0; at < past.size(); at++) {
            if (!(past.item(at) instanceof Letter letter)
                    || !letter.isDead(durableTerm(members, letter))) {
                var code = catalogue.codes(past.number(at))[renaming];
                if (code >= 64 * bits.length) {
                    bits = Arrays.copyOf(bits, code / 64 + 1);
                }
                bits[code / 64] |= 1L << code;
            }
        }
        return bits;
    }

    private static long durableTerm(MemberState[] members, Letter letter) {
        return members[(int) letter.to().value() - 1].outside.disk().ballot().term();
    }
}
