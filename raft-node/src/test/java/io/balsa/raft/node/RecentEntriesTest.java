package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.LogSlice;
import io.balsa.raft.log.Entry;

import org.junit.jupiter.api.Test;

import java.util.List;

class RecentEntriesTest {
    private static final Entry THIRD = Entry.blank(new EntryId(1, 3));
    private static final Entry FOURTH = Entry.blank(new EntryId(1, 4));

    private final RecentEntries recent = new RecentEntries(2, 1_000);

    /// A new leader sends its first entry, which is not on its disk yet, behind older ones, which
    /// are only there: found by simulation.
    @Test
    void hasTheEndOfASliceWhoseBeginningOnlyTheDiskHas() {
        recent.append(THIRD);
        recent.append(FOURTH);

        assertThat(recent.of(slice(1, 4))).isNull();
        assertThat(recent.endOf(slice(1, 4))).containsExactly(THIRD, FOURTH);
        assertThat(recent.endOf(slice(1, 3))).containsExactly(THIRD);
        assertThat(recent.endOf(slice(1, 2))).isEmpty();
    }

    @Test
    void countsWhatEntriesWithoutAPayloadTake() {
        for (var index = 3; index <= 100; index++) {
            recent.append(Entry.blank(new EntryId(1, index)));
        }

        recent.trim(0, 100);

        assertThat(recent.between(90, 100)).isNull();
        assertThat(recent.between(100, 100)).hasSize(1);
    }

    @Test
    void keepsNothingThatIsSettledAndAllThatIsNeeded() {
        recent.append(THIRD);
        recent.append(FOURTH);

        recent.trim(3, 3);

        assertThat(recent.between(3, 4)).isNull();
        assertThat(recent.between(4, 4)).containsExactly(FOURTH);
        recent.trim(4, 3);
        assertThat(recent.has(4)).isTrue();
        recent.trim(9, 9);
        assertThat(recent.has(4)).isFalse();
        recent.append(Entry.blank(new EntryId(1, 5)));
        assertThat(recent.between(5, 5)).hasSize(1);
    }

    private static LogSlice slice(long previous, long last) {
        var first = new EntryId(1, previous + 1);
        return new LogSlice(new EntryId(1, previous), List.of(first), last, List.of());
    }
}
