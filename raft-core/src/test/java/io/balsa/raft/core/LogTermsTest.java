package io.balsa.raft.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class LogTermsTest {
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

    private static LogSlice slice(long previous, EntryId first, long last) {
        return new LogSlice(new EntryId(1, previous), List.of(first), last, List.of());
    }
}
