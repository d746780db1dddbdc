package io.balsa.raft.testkit.contract;

import static io.balsa.raft.testkit.contract.ExampleEntries.commands;
import static io.balsa.raft.testkit.contract.ExampleEntries.commandsOfSize;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.log.Entry;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/// The part of [LogStoreContract] about readers beside the writer.
public abstract class LogReadersContract extends LogStoreFixture {
    @Test
    void isReadWhileItIsWritten() throws Exception {
        var written = append(0, commands(1, 1, 100));
        var failures = new ArrayList<Throwable>();
        var reader = Thread.ofVirtual().unstarted(() -> readAgainAndAgain(written, failures));
        reader.start();
        for (var last = 100; last < 1_100; last += 10) {
            append(last, commands(last, last + 1L, 10));
            append(last, commands(last + 1L, last + 1L, 10));
        }
        reader.join();
        assertThat(failures).isEmpty();
    }

    private void readAgainAndAgain(List<Entry> written, List<Throwable> failures) {
        try {
            for (var i = 0; i < 300; i++) {
                assertThat(read(1, 100)).isEqualTo(written);
                assertThat(read(90, 2_000))
                        .startsWith(written.subList(89, 100).toArray(Entry[]::new));
            }
        } catch (IOException | RuntimeException | AssertionError failure) {
            failures.add(failure);
        }
    }

    @Test
    void showsAWriteToOtherThreadsOnceItReturned() throws Exception {
        for (var last = 0L; last < 100; last += 2) {
            var written = append(last, commands(1, last + 1, 2));
            var first = last + 1;
            var seen = new CompletableFuture<List<Entry>>();
            var reader =
                    Thread.ofVirtual()
                            .unstarted(() -> {
                                try {
                                    seen.complete(read(first, first + 1));
                                } catch (IOException failure) {
                                    seen.completeExceptionally(failure);
                                }
                            });
            reader.start();
            assertThat(seen.get()).isEqualTo(written);
        }
    }

    @Test
    void isReadWhileItIsPurged() throws Exception {
        var entries = commandsOfSize(700, 1, 2_000);
        append(0, entries.subList(0, 400));
        var failures = new ArrayList<Throwable>();
        var reader = Thread.ofVirtual().unstarted(() -> readWhatIsPurged(entries, failures));
        reader.start();
        for (var last = 400; last < 2_000; last += 20) {
            append(last, entries.subList(last, last + 20));
            store().purge(new EntryId(1, last - 300));
        }
        reader.join();
        assertThat(failures).isEmpty();
    }

    private void readWhatIsPurged(List<Entry> entries, List<Throwable> failures) {
        try {
            var random = new SplittableRandom(2);
            for (var i = 0; i < 2_000; i++) {
                var first = 1 + random.nextInt(1_900);
                var answer = read(first, first + 30);
                assertThat(answer).isEqualTo(entries.subList(first - 1, first - 1 + answer.size()));
            }
            assertThat(read(1_990, 2_000)).isNotNull();
        } catch (IOException | RuntimeException | AssertionError failure) {
            failures.add(failure);
        }
    }
}
