package io.balsa.raft.testkit.planted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A bug, as changes to the text of one source file of Balsa.
///
/// @param name what is wrong, as a sentence
/// @param file the source file, from the root of the repository
/// @param changes what to replace by what; each must be found exactly once
record PlantedBug(String name, Path file, List<Change> changes) {
    private static final Path ROOT = Path.of("..");

    /// Replaces `right` by `wrong`.
    record Change(String right, String wrong) {}

    static PlantedBug inCore(String name, String type, Change... changes) {
        return in("raft-core/src/main/java/io/balsa/raft/core", name, type, changes);
    }

    static PlantedBug inNode(String name, String type, Change... changes) {
        return in("raft-node/src/main/java/io/balsa/raft/node", name, type, changes);
    }

    private static PlantedBug in(String folder, String name, String type, Change... changes) {
        return new PlantedBug(name, Path.of(folder, type + ".java"), List.of(changes));
    }

    /// The source with the bug in it.
    String source() throws IOException {
        var text = Files.readString(ROOT.resolve(file));
        for (var change : changes) {
            var place = text.indexOf(change.right);
            if (place < 0 || text.indexOf(change.right, place + 1) >= 0) {
                throw new IllegalStateException(
                        "plant '%s' anew: %s has not exactly one «%s»"
                                .formatted(name, file, change.right));
            }
            text = text.replace(change.right, change.wrong);
        }
        return text;
    }

    @Override
    public String toString() {
        return name;
    }
}
