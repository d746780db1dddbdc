package io.balsa.raft.testkit.exhaustive;

import io.balsa.raft.core.EntryId;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.BitSet;

/// What was sent and became true on the way to a state. Grows with each step of the search, and
/// shrinks when the search goes back.
final class Past {
    private final Catalogue catalogue;
    private final BitSet isThere = new BitSet();
    private int[] items = new int[256];
    private int size;

    Past(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    int size() {
        return size;
    }

    int number(int position) {
        return items[position];
    }

    Item item(int position) {
        return catalogue.item(items[position]);
    }

    boolean lacksSomeOf(int[] numbers) {
        return Arrays.stream(numbers).anyMatch(number -> !isThere.get(number));
    }

    /// Returns the rule that this breaks, null when there is none.
    @Nullable String add(int[] numbers) {
        String violation = null;
        for (var number : numbers) {
            var broken = add(number);
            violation = violation == null ? broken : violation;
        }
        return violation;
    }

    private @Nullable String add(int number) {
        var item = catalogue.item(number);
        if (isThere.get(number)) {
            return item instanceof Item.Created
                    ? "LogMatching: an id is given to two entries"
                    : null;
        }
        var violation = item instanceof Item.Fact fact ? brokenBy(fact) : null;
        if (size == items.length) {
            items = Arrays.copyOf(items, 2 * size);
        }
        isThere.set(number);
        items[size++] = number;
        return violation;
    }

    private @Nullable String brokenBy(Item.Fact fact) {
        for (var at = 0; at < size; at++) {
            if (item(at) instanceof Item.Fact other) {
                var broken = Law.broken(fact, other);
                if (broken != null) {
                    return broken;
                }
            }
        }
        return null;
    }

    /// Goes back to when there were so many items.
    void shrink(int size) {
        while (this.size > size) {
            isThere.clear(items[--this.size]);
        }
    }

    /// Entries up to here are known to be committed, by whomever.
    long committed() {
        var last = 0L;
        for (var at = 0; at < size; at++) {
            if (item(at) instanceof Item.Committed(var entry, _)) {
                last = Math.max(last, entry.index());
            }
        }
        return last;
    }

    /// What is committed is on the disks of a quorum: in every state, not only when it is
    /// committed, as nobody drops it again. Returns the rule that is broken, null when it is not.
    @Nullable String lostOf(MemberState[] members) {
        var last = EntryId.NONE;
        for (var at = 0; at < size; at++) {
            if (item(at) instanceof Item.Committed(var entry, _) && entry.index() > last.index()) {
                last = entry;
            }
        }
        for (var at = 0; at < size; at++) {
            if (item(at) instanceof Item.Committed(var entry, _)
                    && !Quorum.holds(entry, last, members)) {
                return "CommittedStays: " + entry + " is not on the disks of a quorum";
            }
        }
        return null;
    }
}
