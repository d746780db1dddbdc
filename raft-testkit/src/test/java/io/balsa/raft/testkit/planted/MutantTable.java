package io.balsa.raft.testkit.planted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// What became of each mutant, a line each in a file as soon as it is known: a run that was stopped
/// can be gone on with. Shows the lines on the way.
final class MutantTable {
    private final Path file;
    private final List<Row> rows = new ArrayList<>();
    private int total;

    /// @param killer [MutantKiller#SURVIVES] when there is none
    record Row(double seconds, String killer, String mutant) {
        boolean isSurvivor() {
            return killer.equals(MutantKiller.SURVIVES);
        }

        /// Which part of the tests it was.
        private String kind() {
            if (killer.startsWith("trace ")) {
                return "traces";
            }
            if (killer.startsWith("-Dsim.seed")) {
                return "seeds";
            }
            if (killer.startsWith("ExhaustiveTest")) {
                return "exhaustive";
            }
            if (killer.startsWith(KillerProcess.NO_END)
                    || killer.startsWith(KillerProcess.NO_PROCESS)) {
                return "no end";
            }
            return isSurvivor() || killer.equals(MutantKiller.NO_MUTANT) ? killer : "tests";
        }

        private static Row parse(String line) {
            var parts = line.strip().split(" {2,}", 3);
            return new Row(Double.parseDouble(parts[0].replace(" s", "")), parts[1], parts[2]);
        }
    }

    private MutantTable(Path file) {
        this.file = file;
    }

    /// One to be written to this file, in place of what is there.
    static MutantTable fresh(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, "");
        return new MutantTable(file);
    }

    /// The one that an earlier run has left behind in this file.
    static MutantTable found(Path file) throws IOException {
        var table = new MutantTable(file);
        Files.readAllLines(file).forEach(line -> table.rows.add(Row.parse(line)));
        return table;
    }

    /// The names of the mutants that are in it.
    Set<String> mutants() {
        var names = new HashSet<String>();
        rows.forEach(row -> names.add(row.mutant()));
        return names;
    }

    /// So many more are to come.
    void expect(int more) {
        total = rows.size() + more;
    }

    synchronized void add(Row row) throws IOException {
        rows.add(row);
        var line = "%7.1f s  %-58s  %s%n".formatted(row.seconds, row.killer, row.mutant);
        Files.writeString(file, line, StandardOpenOption.APPEND);
        System.out.printf("%4d of %d  %s", rows.size(), total, line);
    }

    List<String> survivors() {
        return rows.stream().filter(Row::isSurvivor).map(Row::mutant).toList();
    }

    /// How many there were, and how many were killed by what.
    String summary() {
        var kinds = new TreeMap<String, Integer>();
        rows.forEach(row -> kinds.merge(row.kind(), 1, Integer::sum));
        var seconds = rows.stream().mapToDouble(Row::seconds).sum();
        return "%,d mutants, %d survive; killed by %s; %.0f s of trying"
                .formatted(rows.size(), survivors().size(), kinds, seconds);
    }
}
