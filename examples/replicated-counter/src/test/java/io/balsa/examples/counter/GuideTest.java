package io.balsa.examples.counter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import javax.xml.parsers.DocumentBuilderFactory;

/// What docs/guide.md shows is in files that compile and run.
class GuideTest {
    private static final Path GUIDE = Path.of("../../docs/guide.md");
    private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");
    private static final Pattern XML = Pattern.compile("(?s)```xml\n(.*?)```");

    @Test
    void showsNoCodeThatDoesNotCompile() throws IOException {
        var shown = blocks(JAVA);
        var sources = sources();

        assertThat(shown).hasSizeGreaterThan(5);
        assertThat(shown)
                .allSatisfy(block -> assertThat(sources).anyMatch(code -> code.contains(block)));
    }

    @Test
    void showsADependencyThatThereIs() throws Exception {
        var pom = element(blocks(XML).getFirst());
        var parent = element(Files.readString(Path.of("../../raft-member/pom.xml")));

        assertThat(text(pom, "dependency", "artifactId")).isEqualTo("raft-member");
        assertThat(text(pom, "dependency", "groupId")).isEqualTo(text(parent, "parent", "groupId"));
        assertThat(text(pom, "dependency", "version")).isEqualTo(text(parent, "parent", "version"));
    }

    private static List<String> blocks(Pattern kind) throws IOException {
        return kind.matcher(Files.readString(GUIDE))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static List<String> sources() throws IOException {
        try (var files = Files.walk(Path.of("src"))) {
            var java = files.filter(file -> file.toString().endsWith(".java")).toList();
            return java.stream().map(GuideTest::read).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Element element(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement();
    }

    private static String text(Element root, String parent, String name) {
        var element = (Element) root.getElementsByTagName(parent).item(0);
        return element.getElementsByTagName(name).item(0).getTextContent();
    }
}
