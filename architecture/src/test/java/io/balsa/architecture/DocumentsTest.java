package io.balsa.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.regex.Pattern;

/// Documents lead somewhere, and the map shows what there is.
class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
    private static final Pattern NAMED_TEST =
            Pattern.compile("`(\\w+(?:Test|Contract))?(?:#(\\w+))?`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    @Test
    void noLinkIsDead() {
        var dead = new ArrayList<String>();
        for (var document : SourceTree.withExtension("md")) {
            LINK.matcher(SourceTree.read(document))
                    .results()
                    .map(match -> match.group(1))
                    .filter(link -> !ELSEWHERE.matcher(link).matches() && isDead(document, link))
                    .forEach(link -> dead.add(SourceTree.name(document) + ": " + link));
        }

        assertThat(dead).isEmpty();
    }

    @Test
    void theMapShowsEveryModule() {
        var map = SourceTree.read(SourceTree.ROOT.resolve("ARCHITECTURE.md"));

        assertThat(SourceTree.modules())
                .filteredOn(module -> !map.contains("`" + module + "`"))
                .isEmpty();
    }

    @Test
    void everyTestThatADocumentNamesExists() {
        var missing = new ArrayList<String>();
        for (var document : SourceTree.withExtension("md")) {
            String test = null;
            for (var name : NAMED_TEST.matcher(SourceTree.read(document)).results().toList()) {
                test = name.group(1) == null ? test : name.group(1);
                if (test != null && !exists(test, name.group(2))) {
                    missing.add(SourceTree.name(document) + ": " + name.group());
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    private static boolean exists(String test, @Nullable String method) {
        return SourceTree.withExtension("java").stream()
                .filter(file -> file.endsWith(test + ".java"))
                .map(SourceTree::read)
                .anyMatch(source -> method == null || source.contains(" " + method + "("));
    }

    private static boolean isDead(Path document, String link) {
        var parts = link.split("#", 2);
        var target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        if (!Files.exists(target)) {
            return true;
        }
        return parts.length == 2
                && HEADING.matcher(SourceTree.read(target))
                        .results()
                        .noneMatch(heading -> anchor(heading.group(1)).equals(parts[1]));
    }

    /// The name that a heading gets in a link, as the usual renderers make it.
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
