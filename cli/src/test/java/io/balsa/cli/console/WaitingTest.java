package io.balsa.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

class WaitingTest {
    private final StringWriter err = new StringWriter();

    @Test
    void showsHowFarItIsAndLeavesNothingBehind() throws Exception {
        var waiting = new Waiting(new PrintWriter(err), true, 0);
        var answer = new CompletableFuture<String>();
        var asked = new AtomicInteger();

        var given =
                waiting.await(
                        answer,
                        () -> {
                            if (asked.incrementAndGet() == 2) {
                                answer.complete("done");
                            }
                            return Waiting.Step.of("catching up", 1, 2);
                        });

        assertThat(given).isEqualTo("done");
        assertThat(err.toString())
                .contains("catching up [████████████············]  50 %")
                .endsWith("\r\033[K");
    }

    @Test
    void isSilentWhereNobodyWatches() throws Exception {
        var waiting = new Waiting(new PrintWriter(err), false, 0);

        assertThat(waiting.await(CompletableFuture.completedFuture("x"), () -> Waiting.Step.of("")))
                .isEqualTo("x");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void isSilentForAMoment() throws Exception {
        var waiting = new Waiting(new PrintWriter(err), true, Long.MAX_VALUE);
        var answer = new CompletableFuture<String>();
        Thread.ofVirtual().start(() -> answer.complete("x"));

        assertThat(waiting.await(answer, () -> Waiting.Step.of("waiting"))).isEqualTo("x");
        assertThat(err.toString()).isEmpty();
    }
}
