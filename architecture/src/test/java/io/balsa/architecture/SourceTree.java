package io.balsa.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The files of this repository that people write.
final class SourceTree {
    /// Relative to the module's folder, which is where Maven runs tests.
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".balsa", ".idea");
    private static final Set<String> TEXT =
            Set.of("java", "md", "proto", "xml", "toml", "txt", "properties", "sh");
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private SourceTree() {}

    /// The folders that the root `pom.xml` names.
    static List<String> modules() {
        return MODULE.matcher(read(ROOT.resolve("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    static List<Path> withExtension(String extension) {
        return files().stream().filter(file -> extension(file).equals(extension)).toList();
    }

    /// Files to read as text, scripts without an extension among them.
    static List<Path> texts() {
        return files().stream()
                .filter(file -> TEXT.contains(extension(file)) || Files.isExecutable(file))
                .toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A file as one would name it from the root, the same on every system.
    static String name(Path file) {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }

    private static String extension(Path file) {
        var name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static Set<Path> files() {
        var found = new TreeSet<Path>();
        try {
            Files.walkFileTree(ROOT, new Collector(found));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static final class Collector extends SimpleFileVisitor<Path> {
        private final Set<Path> found;

        Collector(Set<Path> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NOT_OURS.contains(folder.getFileName().toString())
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            found.add(file);
            return FileVisitResult.CONTINUE;
        }
    }
}
