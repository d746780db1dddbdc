package io.balsa.benchmarks.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// Durable writes per second for each technique and size: the median of several rounds, in which
/// the techniques take turns.
///
/// Options: `folder=…` on the disk to measure, `seconds=…` for each, `rounds=…`, and `only=…`, a
/// part of the titles of the techniques wanted.
public final class DiskComparison {
    private static final int[] SIZES = {512, 4 << 10, 64 << 10, 1 << 20};
    private static final int WARM_UP_WRITES = 20;

    private final List<Technique> techniques;
    private final Path folder;
    private final double seconds;
    private final int rounds;

    private DiskComparison(List<Technique> techniques, Path folder, double seconds, int rounds) {
        this.techniques = techniques;
        this.folder = folder;
        this.seconds = seconds;
        this.rounds = rounds;
    }

    public static void main(String... arguments) throws IOException {
        var folder = Path.of(option(arguments, "folder", "target"));
        var seconds = Double.parseDouble(option(arguments, "seconds", "2"));
        var rounds = Integer.parseInt(option(arguments, "rounds", "5"));
        var techniques = new ArrayList<Technique>(List.of(FileTechnique.values()));
        techniques.add(new LogTechnique());
        var only = Pattern.compile(option(arguments, "only", ""));
        techniques.removeIf(technique -> !only.matcher(technique.title()).find());
        Files.createDirectories(folder);
        var place = Files.createTempDirectory(folder, "disk-");
        new DiskComparison(techniques, place, seconds, rounds).run();
    }

    private static String option(String[] arguments, String name, String otherwise) {
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith(name + "="))
                .map(argument -> argument.substring(name.length() + 1))
                .findFirst()
                .orElse(otherwise);
    }

    private void run() throws IOException {
        System.out.printf("%-32s", "durable writes/s, MB/s");
        for (var size : SIZES) {
            System.out.printf("%18s", size < 1024 ? size + " B" : size / 1024 + " KiB");
        }
        System.out.println();
        var rates = new double[techniques.size()][SIZES.length][rounds];
        for (var round = 0; round < rounds; round++) {
            for (var size = 0; size < SIZES.length; size++) {
                for (var technique = 0; technique < techniques.size(); technique++) {
                    rates[technique][size][round] = measure(techniques.get(technique), SIZES[size]);
                }
            }
        }
        for (var technique = 0; technique < techniques.size(); technique++) {
            System.out.printf("%-32s", techniques.get(technique).title());
            for (var size = 0; size < SIZES.length; size++) {
                var rate = median(rates[technique][size]);
                System.out.printf("%,10.0f %,7.1f", rate, rate * SIZES[size] / 1e6);
            }
            System.out.println();
        }
        Files.delete(folder);
    }

    /// Durable writes per second.
    private double measure(Technique technique, int bytes) throws IOException {
        var place = Files.createTempDirectory(folder, "run-");
        try (var writing = technique.start(place, bytes)) {
            for (var i = 0; i < WARM_UP_WRITES; i++) {
                writing.write();
            }
            var start = System.nanoTime();
            var end = start + (long) (seconds * 1e9);
            var count = 0L;
            var now = start;
            while (now < end) {
                writing.write();
                count++;
                now = System.nanoTime();
            }
            return count * 1e9 / (now - start);
        } finally {
            delete(place);
        }
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
