package io.balsa.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Files, methods and parameter lists stay small, as a ratchet: what is over the limit is listed in
/// `ratchet.txt` with its size, may not grow, and leaves the list when it is small again.
///
/// `-Dratchet.rewrite` records the sizes as they are; the difference is reviewed like code.
class SizesTest {
    private static final Path RATCHET =
            SourceTree.ROOT.resolve(
                    "architecture/src/test/resources/io/balsa/architecture/ratchet.txt");

    /// @param soft over it, the ratchet must list the thing
    /// @param hard over it, nothing helps
    private record Limit(String kind, long soft, long hard) {}

    private static final Limit FILE = new Limit("file", 300, 500);
    private static final Limit METHOD = new Limit("method", 40, 70);
    private static final Limit PARAMETERS = new Limit("parameters", 5, 8);
    private static final int LINE_MAX = 100;

    private final SortedMap<String, Long> overSoft = new TreeMap<>();
    private final List<String> complaints = new ArrayList<>();

    @Test
    void nothingGrows() throws IOException {
        measure();
        if (System.getProperty("ratchet.rewrite") != null) {
            rewrite();
        }
        var listed = listed();
        overSoft.forEach((thing, size) -> {
            if (size > listed.getOrDefault(thing, 0L)) {
                complaints.add("%s has grown to %d: split it".formatted(thing, size));
            }
        });
        listed.forEach((thing, size) -> {
            if (overSoft.getOrDefault(thing, 0L) < size) {
                complaints.add("%s is smaller now: -Dratchet.rewrite".formatted(thing));
            }
        });

        assertThat(complaints).isEmpty();
    }

    @Test
    void noLineIsTooLong() {
        var tooLong = new ArrayList<String>();
        for (var file : SourceTree.withExtension("java")) {
            var lines = SourceTree.read(file).lines().toList();
            for (var i = 0; i < lines.size(); i++) {
                if (lines.get(i).length() > LINE_MAX) {
                    tooLong.add(SourceTree.name(file) + ":" + (i + 1));
                }
            }
        }

        assertThat(tooLong).isEmpty();
    }

    private void measure() {
        for (var file : SourceTree.withExtension("java")) {
            judge(FILE, SourceTree.name(file), SourceTree.read(file).lines().count());
        }
        for (var method : Syntax.methods()) {
            var thing = method.toString();
            judge(METHOD, thing, method.lines());
            if (!method.isOfRecord() && !method.isOverride()) {
                judge(PARAMETERS, thing, method.tree().getParameters().size());
            }
        }
    }

    private void judge(Limit limit, String thing, long size) {
        if (size > limit.hard()) {
            complaints.add(
                    "%s %s is %d, over the last limit %d"
                            .formatted(limit.kind(), thing, size, limit.hard()));
        } else if (size > limit.soft()) {
            overSoft.merge(limit.kind() + " " + thing, size, Math::max);
        }
    }

    private static SortedMap<String, Long> listed() throws IOException {
        var listed = new TreeMap<String, Long>();
        for (var line : Files.readAllLines(RATCHET)) {
            var end = line.lastIndexOf(' ');
            listed.put(line.substring(0, end), Long.valueOf(line.substring(end + 1)));
        }
        return listed;
    }

    private void rewrite() throws IOException {
        Files.write(
                RATCHET,
                overSoft.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
    }
}
