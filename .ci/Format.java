import com.google.googlejavaformat.java.Main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Holds every Java file of the repository to one format: `check` complains, `write` mends.
///
/// A program of its own because the formatter needs a newer Java than Maven may run on. The build
/// starts it with the JDK that it compiles with.
final class Format {
    private static final Set<String> GENERATED = Set.of("target", ".git", ".balsa");

    private Format() {}

    public static void main(String[] arguments) throws IOException {
        var options = new ArrayList<String>();
        options.add("--aosp");
        // It would need a second run to be content with what it wrote in the first.
        options.add("--skip-reflowing-long-strings");
        switch (arguments[0]) {
            case "check" -> options.addAll(List.of("--dry-run", "--set-exit-if-changed"));
            case "write" -> options.add("--replace");
            default -> throw new IllegalArgumentException("-Dformat is check or write");
        }
        addSources(Path.of("."), options);

        Main.main(options.toArray(String[]::new)); // Ends this process.
    }

    private static void addSources(Path folder, ArrayList<String> found) throws IOException {
        try (var entries = Files.list(folder)) {
            for (var entry : entries.sorted().toList()) {
                if (Files.isDirectory(entry)
                        && !GENERATED.contains(entry.getFileName().toString())) {
                    addSources(entry, found);
                } else if (entry.toString().endsWith(".java")) {
                    found.add(entry.toString());
                }
            }
        }
    }
}
