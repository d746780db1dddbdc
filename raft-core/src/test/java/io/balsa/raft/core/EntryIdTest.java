package io.balsa.raft.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EntryIdTest {
    @Test
    void comparesByTermFirst() {
        assertThat(new EntryId(2, 9)).isLessThan(new EntryId(3, 1));
        assertThat(new EntryId(2, 9)).isGreaterThan(new EntryId(2, 8));
    }

    @Test
    void isNeverNegative() {
        assertThatThrownBy(() -> new EntryId(-1, 1)).hasMessageContaining("-1/1");
        assertThatThrownBy(() -> new EntryId(1, -1)).hasMessageContaining("1/-1");
        assertThat(new EntryId(0, 0)).isEqualTo(EntryId.NONE);
    }
}
