package io.balsa.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// What the guides tell people to type exists, and both languages tell the same.
class GuidesTest {
    private static final Path DOCUMENTS = Path.of("..", "docs");
    private static final Pattern OUR_COMMAND = Pattern.compile("\\./balsa ([^|<>#)]+)");

    @ParameterizedTest
    @ValueSource(strings = {"usage-guide.md", "usage-guide.zh.md", "operations.md"})
    void namesOnlyCommandsAndOptionsThatExist(String guide) throws IOException {
        var commands =
                code(guide).stream()
                        .flatMap(line -> OUR_COMMAND.matcher(line).results())
                        .map(command -> command.group(1).strip())
                        .toList();

        assertThat(commands).isNotEmpty();
        for (var command : commands) {
            assertThatCode(() -> Main.commandLine().parseArgs(command.split(" +")))
                    .as(command)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void bothLanguagesHaveTheSameCommandsInTheSameOrder() throws IOException {
        assertThat(code("usage-guide.zh.md")).isEqualTo(code("usage-guide.md")).isNotEmpty();
    }

    @Test
    void bothLanguagesHaveTheSameParts() throws IOException {
        assertThat(outline("usage-guide.zh.md")).isEqualTo(outline("usage-guide.md")).isNotEmpty();
    }

    private static List<String> code(String guide) throws IOException {
        return lines(guide).stream()
                .filter(line -> line.startsWith("    "))
                .map(String::strip)
                .toList();
    }

    /// The level of each heading, with the rows of tables and the items of lists below it.
    private static List<String> outline(String guide) throws IOException {
        return lines(guide).stream()
                .filter(line -> line.matches("(#|\\||- ).*"))
                .map(line -> Arrays.stream(line.split("[^#|-]", 2)).findFirst().orElse(line))
                .toList();
    }

    private static List<String> lines(String guide) throws IOException {
        return Files.readAllLines(DOCUMENTS.resolve(guide));
    }
}
