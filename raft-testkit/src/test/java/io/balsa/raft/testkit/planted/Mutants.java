package io.balsa.raft.testkit.planted;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

import javax.tools.ToolProvider;

/// All mutants of the core: found in its syntax trees, so that they keep up with it.
final class Mutants {
    static final Path CORE = Path.of("..", "raft-core");
    private static final Path SOURCES = CORE.resolve("src/main/java/io/balsa/raft/core");

    /// The guards themselves, as what they guard against must not happen at all; and records that
    /// decide nothing but check what they are made of.
    private static final Set<String> LEFT_OUT =
            Set.of(
                    "Check.java",
                    "Limits.java",
                    "RaftOptions.java",
                    "Timing.java",
                    "MemberId.java",
                    "package-info.java");

    private Mutants() {}

    /// In an order that depends on nothing but the sources.
    static List<Mutant> all() throws IOException {
        var mutants = new ArrayList<Mutant>();
        Map<String, Integer> namesakes = new HashMap<>();
        for (var file : sources(SOURCES)) {
            if (!LEFT_OUT.contains(file.getFileName().toString())) {
                for (var mutant : in(file)) {
                    var count = namesakes.merge(mutant.name(), 1, Integer::sum);
                    mutants.add(count == 1 ? mutant : numbered(mutant, count));
                }
            }
        }
        return mutants;
    }

    private static Mutant numbered(Mutant mutant, int number) {
        return new Mutant(
                mutant.name() + " #" + number,
                mutant.file(),
                mutant.start(),
                mutant.end(),
                mutant.replacement());
    }

    /// One in `every`, the same ones as long as their pieces of source do not change.
    static boolean isInSample(Mutant mutant, int every) {
        var sum = new CRC32();
        sum.update(mutant.name().getBytes(StandardCharsets.UTF_8));
        return sum.getValue() % every == 0;
    }

    static List<Path> sources(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }

    private static List<Mutant> in(Path file) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    files.getJavaFileObjects(file));
            var mutants = new ArrayList<Mutant>();
            for (CompilationUnitTree unit : task.parse()) {
                var text = Files.readString(file);
                new MutantFinder(
                                file,
                                text,
                                unit,
                                Trees.instance(task).getSourcePositions(),
                                mutants)
                        .scan(unit, null);
            }
            return mutants;
        }
    }
}
