package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final long SECOND = 1_000_000_000;

    private final Allowance allowance = new Allowance(1_000, 500);

    @Test
    void beginsWithWhatMayBeSaved() {
        assertThat(allowance.isFree(7)).isTrue();

        allowance.take(499);
        assertThat(allowance.isFree(7)).isTrue();
        allowance.take(1);
        assertThat(allowance.isFree(7)).isFalse();
    }

    @Test
    void saysWhenSomethingMayBeSentAgain() {
        assertThat(allowance.freeAt(0)).isZero();
        allowance.take(1_500);

        var free = allowance.freeAt(0);

        assertThat(free).isBetween(SECOND, SECOND + 2);
        assertThat(allowance.isFree(free - 2)).isFalse();
        assertThat(allowance.isFree(free)).isTrue();
    }

    @Test
    void savesNoMoreThanItsBound() {
        allowance.isFree(0);
        allowance.take(500);

        assertThat(allowance.isFree(1_000 * SECOND)).isTrue();
        allowance.take(501);

        assertThat(allowance.isFree(1_000 * SECOND)).isFalse();
        assertThat(allowance.isFree(1_000 * SECOND + SECOND / 500)).isTrue();
    }

    /// However it is asked, so much a second comes of it and no more.
    @Test
    void allowsSoMuchASecondAndNoMore() {
        var sent = 0L;
        var now = 0L;
        while (now < 10 * SECOND) {
            if (allowance.isFree(now)) {
                allowance.take(100);
                sent += 100;
            }
            now += SECOND / 300;
        }

        assertThat(sent).isBetween(10_000L, 10_000L + 500 + 100);
    }
}
