package io.balsa.kv.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyRangeTest {
    @Test
    void aPrefixEndsBeforeItsLastByteGrowsByOne() {
        assertThat(KeyRange.prefix(Bytes.of("app/")))
                .isEqualTo(new KeyRange(Bytes.of("app/"), Bytes.of("app0")));
    }

    @Test
    void aPrefixWhoseLastByteCannotGrowEndsWithTheByteBefore() {
        var prefix = Bytes.copyOf(new byte[] {'a', -1, -1});

        assertThat(KeyRange.prefix(prefix)).isEqualTo(new KeyRange(prefix, Bytes.of("b")));
    }

    @Test
    void aPrefixOfBytesThatCannotGrowHasNoEnd() {
        var prefix = Bytes.copyOf(new byte[] {-1, -1});

        assertThat(KeyRange.prefix(prefix)).isEqualTo(KeyRange.from(prefix));
        assertThat(KeyRange.prefix(prefix).contains(Bytes.copyOf(new byte[] {-1, -1, 5}))).isTrue();
    }

    @Test
    void theEmptyPrefixIsEverything() {
        assertThat(KeyRange.prefix(Bytes.EMPTY)).isEqualTo(KeyRange.ALL);
    }

    @Test
    void containsFromTheKeyUpToButNotTheEnd() {
        var range = new KeyRange(Bytes.of("b"), Bytes.of("d"));

        assertThat(range.contains(Bytes.of("a"))).isFalse();
        assertThat(range.contains(Bytes.of("b"))).isTrue();
        assertThat(range.contains(Bytes.of("cz"))).isTrue();
        assertThat(range.contains(Bytes.of("d"))).isFalse();
    }
}
