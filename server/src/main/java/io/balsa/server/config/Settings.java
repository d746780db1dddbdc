package io.balsa.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/// The values of a configuration while it is read, and what is wrong with them. It remembers which
/// keys were asked for: any other is a mistake.
final class Settings {
    private final TomlFile file;
    private final Map<String, String> overrides;
    private final TreeSet<String> known = new TreeSet<>();
    private final List<ConfigProblem> problems = new ArrayList<>();

    /// @param overrides win over the file, by key
    Settings(TomlFile file, Map<String, String> overrides) {
        this.file = file;
        this.overrides = new LinkedHashMap<>(overrides);
    }

    boolean has(String key) {
        known.add(key);
        return overrides.containsKey(key) || file.values().containsKey(key);
    }

    /// What is given beside the file, as it was written. All that the file has under `key` has no
    /// meaning then.
    Optional<String> override(String key) {
        known.add(key);
        var override = Optional.ofNullable(overrides.get(key));
        if (override.isPresent()) {
            file.values().keySet().stream()
                    .filter(other -> other.startsWith(key + "["))
                    .forEach(known::add);
        }
        return override;
    }

    String text(String key, String otherwise) {
        var override = override(key);
        if (override.isPresent()) {
            return override.get();
        }
        var value = find(key, JsonNode::isTextual, "text in quotes");
        return value == null ? otherwise : value.textValue();
    }

    boolean flag(String key, boolean otherwise) {
        var value = find(key, JsonNode::isBoolean, "true or false");
        return value == null ? otherwise : value.booleanValue();
    }

    long number(String key, long otherwise, Bounds bounds) {
        var value = find(key, Settings::isWhole, "a whole number");
        if (value == null) {
            return otherwise;
        }
        var number = value.longValue();
        if (number < bounds.min) {
            complain(key, bounds.tooSmall);
        } else if (number > bounds.max) {
            complain(key, "%s must be at most %d, not %d".formatted(key, bounds.max, number));
        } else {
            return number;
        }
        return otherwise;
    }

    /// @param whenEmpty what to report of empty text
    Address address(String key, Address otherwise, String whenEmpty) {
        if (!has(key)) {
            return otherwise;
        }
        var text = text(key, otherwise.toString());
        if (text.isBlank()) {
            complain(key, whenEmpty);
            return otherwise;
        }
        try {
            return Address.parse(text);
        } catch (IllegalArgumentException broken) {
            complain(key, String.valueOf(broken.getMessage()));
            return otherwise;
        }
    }

    /// The paths of the tables of an array, such as `cluster.peers[0]`.
    List<String> tables(String array) {
        known.add(array);
        var single = file.values().get(array);
        if (single != null && !(single.isArray() && single.isEmpty())) {
            complain(array, "%s is written as tables, each under [[%s]]".formatted(array, array));
        }
        var tables = new ArrayList<String>();
        while (true) {
            var table = "%s[%d]".formatted(array, tables.size());
            if (file.values().keySet().stream().noneMatch(key -> key.startsWith(table + "."))) {
                return tables;
            }
            tables.add(table);
        }
    }

    void complain(String key, String message) {
        var place = overrides.containsKey(key) ? key + ", set beside the file" : file.place(key);
        problems.add(new ConfigProblem(place, message));
    }

    /// @throws ConfigException when anything was wrong, or a key was never asked for
    void finish() throws ConfigException {
        file.values().keySet().forEach(this::checkKnown);
        overrides.keySet().forEach(this::checkKnown);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    private void checkKnown(String key) {
        if (!known.contains(key)) {
            var hint = Spelling.nearest(key, known).map("; did you mean %s?"::formatted).orElse("");
            complain(key, "unknown key %s%s".formatted(key, hint));
        }
    }

    private static boolean isWhole(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToLong();
    }

    /// The value of `key` if it is of the right type, or null.
    private @Nullable JsonNode find(String key, Predicate<JsonNode> type, String wanted) {
        var value = override(key).map(Settings::valueOf).orElse(file.values().get(key));
        if (value != null && !type.test(value)) {
            complain(key, "%s must be %s, not %s".formatted(key, wanted, value));
            return null;
        }
        return value;
    }

    private static JsonNode valueOf(String text) {
        if (text.equals("true") || text.equals("false")) {
            return BooleanNode.valueOf(text.equals("true"));
        }
        try {
            return LongNode.valueOf(Long.parseLong(text));
        } catch (NumberFormatException _) {
            return TextNode.valueOf(text);
        }
    }

    /// What a number may be.
    ///
    /// @param tooSmall what to report of a number below `min`
    record Bounds(long min, long max, String tooSmall) {}
}
