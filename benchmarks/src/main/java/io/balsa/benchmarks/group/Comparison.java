package io.balsa.benchmarks.group;

import static java.util.Objects.requireNonNull;

import io.balsa.benchmarks.group.GroupMain.Turn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Measures groups of three against each other, in a closed loop at the leader. Contenders take
/// turns in one run, so that what else the machine does meets all of them: each figure is the
/// median of its turns, and each row ends with the ratio of its puts/s to the first contender's.
/// Last come the ratios of Balsa to each of the others, round by round.
///
/// Arguments, all optional: `contenders=` names, `clients=` numbers of them, `value=` bytes (0: an
/// empty command without a key), `rounds=`, `seconds=` of each turn, `warmup=` seconds, `folder=`
/// for data, `java=` options of each process, `path.NAME=` the class path of a contender that needs
/// its own. A name may end in `@` and a word, so that two builds of one contender take part. See
/// benchmarks/README.md.
public final class Comparison {
    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "contenders", "balsa;bare",
                    "clients", "1;16;64;256;1024",
                    "value", "256",
                    "rounds", "3",
                    "seconds", "3",
                    "warmup", "30",
                    "folder", "target",
                    "java", "-Xmx2g --enable-native-access=ALL-UNNAMED");

    private static final int WARM_UP_CLIENTS = 256;
    private static final String PATH = "path.";

    private final Map<String, String> options;
    private final List<GroupProcess> contenders = new ArrayList<>();

    private Comparison(Map<String, String> options) {
        this.options = options;
    }

    public static void main(String[] words) throws IOException {
        var comparison = new Comparison(options(words));
        var data = Files.createTempDirectory(Path.of(comparison.text("folder")), "groups-");
        try {
            comparison.run(data);
        } finally {
            for (var contender : comparison.contenders) {
                contender.close();
            }
            delete(data);
        }
    }

    private void run(Path data) throws IOException {
        System.out.printf(
                "Java %s, %d cores, java options %s, values of %s bytes, %s rounds of %s s%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                text("java"),
                text("value"),
                text("rounds"),
                text("seconds"));
        for (var name : list("contenders")) {
            var folder = Files.createDirectory(data.resolve(name));
            var path = options.getOrDefault(PATH + name, classPath());
            var contender = GroupProcess.start(name, folder, text("java"), path);
            contenders.add(contender);
            System.out.println("- " + name + ": " + contender.setUp());
        }
        for (var contender : contenders) {
            contender.take(turn(WARM_UP_CLIENTS, "warmup"));
            contender.take(turn(1, "seconds"));
        }
        System.out.printf(
                "%n| clients | contender | %s | ratio |%n|%s%n",
                Figures.HEADING, "---|".repeat(10));
        var ratios = new ArrayList<String>();
        for (var clients : list("clients")) {
            ratios.add(compare(Integer.parseInt(clients)));
        }
        System.out.printf("%n%s%n", String.join("\n", ratios));
    }

    /// That of this process. Where tests run, the system property is a jar that only names it.
    private static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /// Prints what each did, and returns how one did beside the others.
    private String compare(int clients) throws IOException {
        var figures = new LinkedHashMap<String, List<Figures>>();
        for (var round = 0; round < Integer.parseInt(text("rounds")); round++) {
            for (var contender : contenders) {
                figures.computeIfAbsent(contender.name(), _ -> new ArrayList<>())
                        .add(contender.take(turn(clients, "seconds")));
            }
        }
        var first = requireNonNull(figures.get(contenders.getFirst().name()));
        figures.forEach((name, turns) ->
                System.out.printf(
                        "| %d | %s | %s | %.2f |%n",
                        clients, name, Figures.row(turns), ratio(turns, first)));
        return Ratios.lines(clients, Ratios.subject(list("contenders")), figures);
    }

    private static double ratio(List<Figures> turns, List<Figures> first) {
        return Figures.median(turns, Figures::putsPerSecond)
                / Figures.median(first, Figures::putsPerSecond);
    }

    private Turn turn(int clients, String seconds) {
        var nanos = (long) (Double.parseDouble(text(seconds)) * 1e9);
        return new Turn(clients, nanos, Integer.parseInt(text("value")));
    }

    private List<String> list(String name) {
        return List.of(text(name).split(";", -1));
    }

    private String text(String name) {
        return requireNonNull(options.get(name));
    }

    private static Map<String, String> options(String[] words) {
        var options = new LinkedHashMap<>(DEFAULTS);
        for (var word : words) {
            var pair = word.split("=", 2);
            if (pair[0].startsWith(PATH)) {
                options.put(pair[0], pair[pair.length - 1]);
            } else if (options.replace(pair[0], pair[pair.length - 1]) == null) {
                throw new IllegalArgumentException(
                        "unknown option %s, known are %s".formatted(word, options.keySet()));
            }
        }
        return options;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
