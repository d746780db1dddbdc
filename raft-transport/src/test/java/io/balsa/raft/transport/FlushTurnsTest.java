package io.balsa.raft.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

class FlushTurnsTest {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final FlushTurns turns = new FlushTurns(tasks::add);

    @Test
    void letsWhatAFlushHasWrittenGoBeforeTheNextFlush() {
        turns.add(flush("one"));
        turns.add(flush("two"));
        turns.add(flush("three"));

        runAll();

        assertThat(done)
                .containsExactly("one", "sent one", "two", "sent two", "three", "sent three");
    }

    @Test
    void servesWhoComesWhileAnotherIsServed() {
        turns.add(() -> {
            done.add("one");
            turns.add(flush("two"));
        });

        runAll();

        assertThat(done).containsExactly("one", "two", "sent two");
    }

    @Test
    void servesTheNextAfterOneThatFailed() {
        turns.add(() -> {
            throw new IllegalStateException("fails");
        });
        turns.add(flush("two"));

        assertThatThrownBy(this::runAll).hasMessage("fails");
        runAll();

        assertThat(done).containsExactly("two", "sent two");
    }

    @Test
    void asksForOneTaskAtATime() {
        turns.add(flush("one"));
        turns.add(flush("two"));

        assertThat(tasks).hasSize(1);
    }

    @Test
    void leavesAloneALoopThatHasEnded() {
        var ended =
                new FlushTurns(_ -> {
                    throw new RejectedExecutionException();
                });

        ended.add(flush("one"));
        ended.add(flush("two"));

        assertThat(done).isEmpty();
    }

    /// Writes, and lets another task send what it wrote, as gRPC does.
    private Runnable flush(String name) {
        return () -> {
            done.add(name);
            tasks.add(() -> done.add("sent " + name));
        };
    }

    private void runAll() {
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
