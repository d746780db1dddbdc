package io.balsa.server.config;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What is told beside a file and wins over it: options of the command line first, then variables
/// of the environment.
///
/// Every key has a variable, such as `BALSA_RAFT_ELECTION_TIMEOUT_MS` for
/// `raft.election_timeout_ms`; a few have a short one, too, which the long one wins over. An option
/// that is made for a key wins over the general `--set`. A variable that is empty was not given.
///
/// The one key that is a list, `cluster.peers`, is given as `2=127.0.0.1:22380,3=127.0.0.1:32380`.
public final class Overrides {
    private static final String PREFIX = "BALSA_";

    /// The short variables, by key.
    private static final Map<String, String> SHORT =
            new TreeMap<>(
                    Map.of(
                            "node.node_id", "NODE_ID",
                            "node.listen_addr", "LISTEN_ADDR",
                            "node.data_dir", "DATA_DIR",
                            "http.port", "HTTP_PORT",
                            "logging.level", "LOG_LEVEL"));

    /// What Kubernetes puts into the environment for each service, some of which may be called
    /// balsa.
    private static final Pattern OF_A_SERVICE =
            Pattern.compile(".*_(SERVICE_(HOST|PORT.*)|PORT(_\\d+_.*)?)");

    private final Map<String, Given> options = new LinkedHashMap<>();
    private final SortedMap<String, String> variables = new TreeMap<>();

    /// A value as it was written.
    ///
    /// @param place the option or the variable
    record Given(String value, Layer layer, String place) {}

    /// Nothing is told beside the file.
    public static Overrides none() {
        return new Overrides();
    }

    /// Values by key, which nobody can say more about.
    public static Overrides of(Map<String, String> values) {
        var overrides = new Overrides();
        values.forEach((key, value) -> overrides.option(key + ", set beside the file", key, value));
        return overrides;
    }

    /// Adds the environment of a process.
    public Overrides variables(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if (!value.isEmpty()) {
                variables.put(name, value);
            }
        });
        return this;
    }

    /// Adds what `--set key=value` says, unless something was told for `key` already.
    public Overrides set(String key, String value) {
        options.putIfAbsent(key, new Given(value, Layer.OPTION, "--set " + key));
        return this;
    }

    /// Adds an option that is made for `key`; null when it was not given.
    ///
    /// @param name of the option, for messages
    public Overrides option(String name, String key, @Nullable String value) {
        if (value != null) {
            options.put(key, new Given(value, Layer.OPTION, name));
        }
        return this;
    }

    /// What counts for `key`, or null when it is told nothing here.
    @Nullable Given find(String key) {
        var option = options.get(key);
        return option != null ? option : ofVariable(variable(key), SHORT.get(key));
    }

    private @Nullable Given ofVariable(String name, @Nullable String shortName) {
        var value = variables.get(name);
        if (value != null) {
            return new Given(value, Layer.VARIABLE, name);
        }
        var other = shortName == null ? null : variables.get(shortName);
        return other == null ? null : new Given(other, Layer.VARIABLE, String.valueOf(shortName));
    }

    /// The variable of a key.
    static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /// What was told for keys that there are not: a message by the place where it was.
    Map<String, String> unknown(Set<String> known) {
        var unknown = new LinkedHashMap<String, String>();
        options.forEach((key, given) -> {
            if (!known.contains(key)) {
                unknown.put(given.place, Spelling.unknown("key", key, known));
            }
        });
        var names = new TreeSet<String>();
        var sections = new TreeSet<String>();
        for (var key : known) {
            names.add(variable(key));
            sections.add(variable(key.replaceFirst("\\..*", "")) + "_");
        }
        for (var name : variables.keySet()) {
            var isOurs = sections.stream().anyMatch(name::startsWith);
            if (isOurs && !names.contains(name) && !OF_A_SERVICE.matcher(name).matches()) {
                unknown.put(name, Spelling.unknown("variable", name, names));
            }
        }
        return unknown;
    }
}
