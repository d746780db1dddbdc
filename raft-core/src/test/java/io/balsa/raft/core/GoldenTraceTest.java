package io.balsa.raft.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Plays the stories in `src/test/resources/traces` and compares what the members do with what is
/// written there. `-Dgolden.rewrite` writes it down anew: review the difference like code.
class GoldenTraceTest {
    private static final Path FOLDER = Path.of("src/test/resources/traces");

    static List<Path> stories() throws IOException {
        try (var stories = Files.list(FOLDER)) {
            return stories.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("stories")
    void membersDoWhatTheStorySays(Path story) throws IOException {
        var written = Files.readString(story);

        var played = play(written);

        if (System.getProperty("golden.rewrite") != null) {
            Files.writeString(story, played);
        }
        assertThat(played).isEqualTo(written);
    }

    /// Copies the story, with what the members do now in place of what they did.
    private static String play(String story) {
        var cluster = new TraceCluster();
        var script = new TraceScript(cluster);
        var played = new StringBuilder();
        for (var block : blocks(story)) {
            for (var line : block.words()) {
                played.append(line).append('\n');
            }
            block.commands().forEach(script::run);
            var told = cluster.takeTold();
            played.append("----\n").append(told).append('\n');
        }
        return played.toString().stripTrailing() + "\n";
    }

    /// @param words the comments and commands, as written
    private record Block(List<String> words) {
        List<String> commands() {
            return words.stream().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        }
    }

    private static List<Block> blocks(String story) {
        var blocks = new ArrayList<Block>();
        var words = new ArrayList<String>();
        var isInOutput = false;
        for (var line : story.lines().toList()) {
            if (line.equals("----")) {
                blocks.add(new Block(List.copyOf(words)));
                words.clear();
                isInOutput = true;
            } else if (isInOutput) {
                isInOutput = !line.isBlank();
            } else {
                words.add(line);
            }
        }
        return blocks;
    }
}
