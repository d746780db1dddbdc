package io.balsa.raft.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class LogTermsTest {
    private static final Memberships NO_MEMBERSHIPS = new Memberships(List.of());

    /// Purged through 1/5; holds 1/6 and 2/7.
    private final LogTerms log =
            new LogTerms(
                    new LogSlice(
                            new EntryId(1, 5),
                            List.of(new EntryId(1, 6), new EntryId(2, 7)),
                            7,
                            List.of()));

    @Test
    void lacksTheEndOfASliceThatBeginsWithWhatWasPurged() {
        assertThat(log.firstDifference(slice(3, new EntryId(1, 4), 8))).isEqualTo(7);
        assertThat(log.firstDifference(slice(3, new EntryId(1, 4), 6))).isEqualTo(7);
        assertThat(log.firstDifference(slice(3, new EntryId(1, 4), 5))).isEqualTo(6);
    }

    @Test
    void keepsTheTermsOfWhatIsLeftWhenItIsPurged() {
        log.purge(6);
        assertThat(log.base()).isEqualTo(new EntryId(1, 6));
        assertThat(log.slice(6, 7, NO_MEMBERSHIPS)).isEqualTo(slice(6, new EntryId(2, 7), 7));

        log.purge(7);
        assertThat(log.base()).isEqualTo(new EntryId(2, 7));
        assertThat(log.lastEntry()).isEqualTo(new EntryId(2, 7));

        log.append(2, 3);
        log.purge(8);
        assertThat(log.slice(8, 10, NO_MEMBERSHIPS))
                .isEqualTo(
                        new LogSlice(new EntryId(2, 8), List.of(new EntryId(2, 9)), 10, List.of()));
    }

    @Test
    void goesOnBehindAnotherPlaceOnceReset() {
        log.reset(new EntryId(3, 20));

        assertThat(log.lastEntry()).isEqualTo(new EntryId(3, 20));
        assertThat(log.contains(new EntryId(3, 20))).isTrue();
        assertThat(log.contains(new EntryId(2, 7))).isFalse();
        log.append(3, 1);
        assertThat(log.termAt(21)).isEqualTo(3);
    }

    private static LogSlice slice(long previous, EntryId first, long last) {
        return new LogSlice(new EntryId(1, previous), List.of(first), last, List.of());
    }
}
