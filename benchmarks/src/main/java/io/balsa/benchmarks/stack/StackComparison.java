package io.balsa.benchmarks.stack;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Measures server stacks against each other: unary puts of 256 bytes over loopback, in a closed
/// loop. The runs of all candidates are interleaved, so that what else the machine does meets all
/// of them; each figure is the median of the rounds.
///
/// Arguments, all optional: `servers=` stacks with their tuning, `clients=` tunings of the load,
/// `loads=` puts in flight x connections, `rounds=`, `seconds=` of each run. See
/// benchmarks/README.md.
public final class StackComparison {
    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "servers", "balsa;grpc;grpc,executor=default;armeria;vertx",
                    "clients", "loops=1",
                    "loads", "1x1;16x1;16x4;256x1;256x4;256x16",
                    "rounds", "3",
                    "seconds", "5");

    private static final double SETTLE_SECONDS = 0.5;
    private static final double WARM_UP_SECONDS = 3;

    /// Puts in flight over a number of connections.
    private record Load(int inFlight, int connections) {
        static final Load WARM_UP = new Load(64, 4);

        static Load parse(String text) {
            var x = text.indexOf('x');
            return new Load(
                    Integer.parseInt(text.substring(0, x)),
                    Integer.parseInt(text.substring(x + 1)));
        }

        @Override
        public String toString() {
            return inFlight + " over " + connections;
        }
    }

    /// One row of the table.
    private record Case(Load load, ServerProcess server, String client) {
        Figures measure(double seconds) throws IOException {
            var tuning = Tuning.parse(List.of(client.split(",", -1)));
            try (var loop = new ClosedLoop(server.port(), load.connections, tuning)) {
                loop.run(load.inFlight, SETTLE_SECONDS);
                var serverBefore = server.cost();
                var clientBefore = Cost.soFar();
                var result = loop.run(load.inFlight, seconds);
                var clientCost = Cost.soFar().since(clientBefore);
                return Figures.of(result, server.cost().since(serverBefore), clientCost);
            }
        }

        @Override
        public String toString() {
            return "| %s | %s | %s |".formatted(load, server.name(), client);
        }
    }

    public static void main(String[] words) throws IOException {
        var options = options(words);
        var servers = new ArrayList<ServerProcess>();
        try {
            for (var name : list(options, "servers")) {
                servers.add(ServerProcess.start(name));
            }
            servers.forEach(server ->
                    System.out.printf(
                            "%s listened after %d ms%n", server.name(), server.startMillis()));
            compare(cases(options, servers), options);
        } finally {
            for (var server : servers) {
                server.close();
            }
        }
    }

    private static void compare(List<Case> cases, Map<String, String> options) throws IOException {
        warmUp(cases);
        var runs = new LinkedHashMap<Case, List<Figures>>();
        for (var round = 0; round < Integer.parseInt(value(options, "rounds")); round++) {
            for (var one : cases) {
                var figures = one.measure(Double.parseDouble(value(options, "seconds")));
                runs.computeIfAbsent(one, _ -> new ArrayList<>()).add(figures);
            }
        }
        System.out.printf("%n| in flight | server | client | %s |%n", Figures.HEADING);
        System.out.println("|" + "---|".repeat(10));
        runs.forEach((one, figures) ->
                System.out.println(one + " " + Figures.median(figures).row() + " |"));
    }

    /// Twice, so that the compiler of each process has seen the other candidates' turns as well.
    private static void warmUp(List<Case> cases) throws IOException {
        var each = new LinkedHashMap<String, Case>();
        cases.forEach(one ->
                each.putIfAbsent(
                        one.server.name() + one.client,
                        new Case(Load.WARM_UP, one.server, one.client)));
        for (var time = 0; time < 2; time++) {
            for (var one : each.values()) {
                one.measure(WARM_UP_SECONDS);
            }
        }
    }

    private static List<Case> cases(Map<String, String> options, List<ServerProcess> servers) {
        var cases = new ArrayList<Case>();
        for (var load : list(options, "loads")) {
            for (var server : servers) {
                for (var client : list(options, "clients")) {
                    cases.add(new Case(Load.parse(load), server, client));
                }
            }
        }
        return cases;
    }

    private static List<String> list(Map<String, String> options, String name) {
        return List.of(value(options, name).split(";", -1));
    }

    private static String value(Map<String, String> options, String name) {
        return requireNonNull(options.get(name));
    }

    private static Map<String, String> options(String[] words) {
        var options = new LinkedHashMap<>(DEFAULTS);
        for (var word : words) {
            var pair = word.split("=", 2);
            if (options.replace(pair[0], pair[pair.length - 1]) == null) {
                throw new IllegalArgumentException(
                        "unknown option %s, known are %s".formatted(word, options.keySet()));
            }
        }
        return options;
    }

    private StackComparison() {}
}
