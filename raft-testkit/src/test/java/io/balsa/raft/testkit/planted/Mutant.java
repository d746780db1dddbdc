package io.balsa.raft.testkit.planted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A bug that nobody thought of: one expression or statement of the core replaced by another.
///
/// @param name where and what, the same as long as that piece of source does not change
/// @param start where the replaced text begins in the file
record Mutant(String name, Path file, int start, int end, String replacement) {
    /// The source with the mutant in it.
    String source() throws IOException {
        var text = Files.readString(file);
        return text.substring(0, start) + replacement + text.substring(end);
    }

    @Override
    public String toString() {
        return name;
    }
}
