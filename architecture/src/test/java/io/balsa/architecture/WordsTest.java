package io.balsa.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Names say what a thing is, and texts speak of Balsa alone.
class WordsTest {
    private static final Path BANNED =
            SourceTree.ROOT.resolve(
                    "architecture/src/test/resources/io/balsa/architecture/banned-words.txt");
    private static final Pattern NO_NAME_FOR_A_TYPE =
            Pattern.compile(".*(Impl|Manager|Helpers?|Utils?)");
    private static final Pattern GETTER = Pattern.compile("get[A-Z].*");

    @Test
    void typesAreNamedForWhatTheyAre() {
        assertThat(Syntax.types())
                .filteredOn(type -> NO_NAME_FOR_A_TYPE.matcher(type.name()).matches())
                .isEmpty();
    }

    @Test
    void queriesAreNouns() {
        assertThat(Syntax.methods())
                .filteredOn(m -> GETTER.matcher(m.name()).matches() && !m.isOverride())
                .isEmpty();
    }

    @Test
    void noTextHasABannedWord() {
        var found = new ArrayList<String>();
        var banned = banned();
        for (var file : SourceTree.texts()) {
            if (!file.equals(BANNED)) {
                var lines = SourceTree.read(file).lines().toList();
                for (var i = 0; i < lines.size(); i++) {
                    for (var word : banned) {
                        if (word.matcher(lines.get(i)).find()) {
                            found.add(SourceTree.name(file) + ":" + (i + 1) + ": " + word);
                        }
                    }
                }
            }
        }

        assertThat(found).isEmpty();
    }

    private static List<Pattern> banned() {
        return SourceTree.read(BANNED)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("# "))
                .map(Pattern::compile)
                .toList();
    }
}
