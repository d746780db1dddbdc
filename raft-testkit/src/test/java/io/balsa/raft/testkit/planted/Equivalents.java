package io.balsa.raft.testkit.planted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/// Mutants that no test can kill, since they do the same as the core does, each with the argument
/// why. A mutant that only does something worse than before is none of them.
final class Equivalents {
    private static final Path FILE = Path.of("src/test/resources/equivalent-mutants.txt");

    private Equivalents() {}

    /// The argument for each: a name at the beginning of a line, the argument indented below.
    static SortedMap<String, String> read() throws IOException {
        var arguments = new TreeMap<String, String>();
        var name = "";
        for (var line : Files.readAllLines(FILE)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith(" ")) {
                arguments.merge(name, line.strip(), (before, more) -> before + " " + more);
            } else {
                name = line;
                arguments.put(name, "");
            }
        }
        arguments.forEach((mutant, argument) -> {
            if (argument.isEmpty()) {
                throw new IllegalStateException("no argument why this is the same: " + mutant);
            }
        });
        return arguments;
    }
}
