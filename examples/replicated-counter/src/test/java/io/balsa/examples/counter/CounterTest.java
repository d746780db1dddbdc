package io.balsa.examples.counter;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.testkit.contract.FreePorts;
import io.balsa.raft.testkit.contract.Waiting;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Does what the tutorial of docs/guide.md does.
class CounterTest {
    private static final int LINES_MAX = 99;

    @TempDir private Path folder;

    private final List<CounterProcess> processes = new ArrayList<>();

    @AfterEach
    void killAll() {
        processes.forEach(CounterProcess::close);
    }

    @Test
    void goesOnWithTwoOfThreeProcessesAndForgetsNothing() throws Exception {
        var members = FreePorts.members(3);
        for (var id = 1; id <= 3; id++) {
            processes.add(CounterProcess.start(id, members, folder.resolve("data-" + id)));
        }
        awaitAnswer(processes.get(0), "0");
        assertThat(processes.get(0).type("5")).isEqualTo("5");
        awaitAnswer(processes.get(1), "5");
        awaitAnswer(processes.get(2), "5");

        processes.get(0).kill();
        awaitAnswer(processes.get(1), "5");
        assertThat(processes.get(1).type("7")).isEqualTo("12");
        awaitAnswer(processes.get(2), "12");

        processes.set(0, CounterProcess.start(1, members, folder.resolve("data-1")));
        awaitAnswer(processes.get(0), "12");
        assertThat(processes.get(0).type("what?")).startsWith("a number adds");
        assertThat(processes.get(0).end()).isZero();
    }

    @Test
    void isShort() throws IOException {
        var lines = 0L;
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                lines += Files.readAllLines(file).size();
            }
        }

        assertThat(lines).isPositive().isLessThanOrEqualTo(LINES_MAX);
    }

    /// Reads until there is a leader to ask.
    private static void awaitAnswer(CounterProcess process, String answer) {
        var last = new String[] {""};
        Waiting.until(
                answer,
                () -> {
                    try {
                        last[0] = process.type("");
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                    return !last[0].startsWith("no answer");
                });
        assertThat(last[0]).isEqualTo(answer);
    }
}
