package io.balsa.raft.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What the disk holds of a log that changes faster than it is written.
class DurabilityTest {
    private static final Ballot BALLOT = new Ballot(2, null);

    private final Durability durability = new Durability(BALLOT, 4);

    @Test
    void growsWithTheWritesThatAreDone() {
        durability.begin(BALLOT, 6);
        var second = durability.begin(BALLOT, 8);
        assertThat(durability.index()).isEqualTo(4);

        durability.onPersisted(second - 1);
        assertThat(durability.index()).isEqualTo(6);
        durability.onPersisted(second);
        assertThat(durability.index()).isEqualTo(8);
    }

    /// Else it would count entries that came in the place of those.
    @Test
    void countsNothingOfAWriteThatWasCutOffMeanwhile() {
        var write = durability.begin(BALLOT, 8);

        durability.truncateAfter(6);
        durability.onPersisted(write);
        assertThat(durability.index()).isEqualTo(6);

        durability.truncateAfter(3);
        assertThat(durability.index()).isEqualTo(3);
    }
}
