package io.balsa.cli.bench;

import static java.util.Objects.requireNonNull;

import io.balsa.cli.console.Failure;
import io.balsa.client.Endpoint;

import java.util.ArrayList;
import java.util.List;

/// A cluster to put under load.
record Target(String name, List<Endpoint> endpoints) {
    /// Reads `NAME=endpoint,endpoint,NAME=endpoint,…`: a word with `=` begins the next target.
    ///
    /// @throws Failure if it is something else; the message says what
    static List<Target> parseAll(String text) {
        var targets = new ArrayList<Target>();
        for (var word : text.split(",", -1)) {
            var equals = word.indexOf('=');
            if (equals > 0) {
                targets.add(new Target(word.substring(0, equals), new ArrayList<>()));
            } else if (targets.isEmpty() || equals == 0) {
                throw Failure.usage(
                        "'%s' should be NAME=endpoint,endpoint,NAME=endpoint,…".formatted(text));
            }
            targets.getLast().endpoints.add(endpoint(word.substring(equals + 1)));
        }
        return targets;
    }

    private static Endpoint endpoint(String text) {
        try {
            return Endpoint.parse(text);
        } catch (IllegalArgumentException failure) {
            throw Failure.usage(requireNonNull(failure.getMessage()));
        }
    }
}
