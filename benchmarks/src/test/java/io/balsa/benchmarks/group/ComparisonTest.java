package io.balsa.benchmarks.group;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/// Whoever is compared in documents can still be run. What they do in a fifth of a second says
/// nothing.
class ComparisonTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void comparesAPipelineWithAGroupOverSockets() throws IOException {
        assertThat(run("bare-log;balsa"))
                .contains("- bare-log: ceiling without Raft", "- balsa: RaftNode, segmented log")
                .contains("| 16 | bare-log |", "| 16 | balsa |")
                .contains("16 clients: balsa over bare-log: puts/s ");
    }

    @Test
    void comparesGroupsInMemory() throws IOException {
        assertThat(run("bare-in-memory;balsa-in-memory"))
                .contains("| 16 | bare-in-memory |", "| 16 | balsa-in-memory |");
    }

    private String run(String contenders) throws IOException {
        var told = new ByteArrayOutputStream();
        var out = System.out;
        System.setOut(new PrintStream(told, true, UTF_8));
        try {
            Comparison.main(
                    new String[] {
                        "contenders=" + contenders,
                        "clients=16",
                        "rounds=1",
                        "seconds=0.2",
                        "warmup=0.2",
                        "folder=" + folder
                    });
        } finally {
            System.setOut(out);
        }
        return told.toString(UTF_8);
    }
}
