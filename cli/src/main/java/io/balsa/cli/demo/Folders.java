package io.balsa.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// Removes what the demo has made.
final class Folders {
    private Folders() {}

    /// Deletes a folder and all in it, as far as it can: it lies where the machine tidies up.
    static void delete(Path folder) {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException _) {
            // Left behind in the folder for temporary files.
        }
    }
}
