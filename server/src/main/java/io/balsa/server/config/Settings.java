package io.balsa.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/// The values of a configuration while it is read, and what is wrong with them. It remembers which
/// keys were asked for, and what counts for each: any other key is a mistake.
final class Settings {
    private final TomlFile file;
    private final Overrides overrides;
    private final TreeSet<String> known = new TreeSet<>();
    private final Map<String, Told> told = new LinkedHashMap<>();
    private final List<ConfigProblem> problems = new ArrayList<>();

    /// @param overrides win over the file, by key
    Settings(TomlFile file, Overrides overrides) {
        this.file = file;
        this.overrides = overrides;
    }

    /// Was anything said about `key`?
    boolean has(String key) {
        return layer(key) != Layer.DEFAULT;
    }

    /// Where the value of `key` comes from.
    Layer layer(String key) {
        known.add(key);
        var override = overrides.find(key);
        if (override != null) {
            return override.layer();
        }
        return file.values().containsKey(key) ? Layer.FILE : Layer.DEFAULT;
    }

    /// What is given beside the file, as it was written. All that the file has under `key` has no
    /// meaning then.
    Optional<String> override(String key) {
        known.add(key);
        var override = overrides.find(key);
        if (override == null) {
            return Optional.empty();
        }
        file.values().keySet().stream()
                .filter(other -> other.startsWith(key + "["))
                .forEach(known::add);
        return Optional.of(override.value());
    }

    String text(String key, String otherwise) {
        var override = override(key);
        var value =
                override.isPresent()
                        ? TextNode.valueOf(override.get())
                        : find(key, JsonNode::isTextual, "text in quotes");
        var text = value == null ? otherwise : value.textValue();
        tell(key, TextNode.valueOf(text).toString());
        return text;
    }

    boolean flag(String key, boolean otherwise) {
        var value = find(key, JsonNode::isBoolean, "true or false");
        var flag = value == null ? otherwise : value.booleanValue();
        tell(key, Boolean.toString(flag));
        return flag;
    }

    long number(String key, long otherwise, Bounds bounds) {
        var number = checked(key, otherwise, bounds);
        tell(key, Long.toString(number));
        return number;
    }

    /// A number that may be missing.
    Optional<Long> numberIfAny(String key, Bounds bounds) {
        if (!has(key)) {
            tell(key, "");
            return Optional.empty();
        }
        return Optional.of(number(key, 0, bounds));
    }

    private long checked(String key, long otherwise, Bounds bounds) {
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

    /// A number from 0 to less than 1.
    double fraction(String key, double otherwise) {
        return fraction(key, otherwise, Math.nextDown(1.0), "from 0 to less than 1");
    }

    /// A number from 0 to 1.
    double ratio(String key, double otherwise) {
        return fraction(key, otherwise, 1, "from 0 to 1");
    }

    private double fraction(String key, double otherwise, double max, String range) {
        var value = find(key, JsonNode::isNumber, "a number");
        var fraction = value == null ? otherwise : value.doubleValue();
        if (!(fraction >= 0 && fraction <= max)) {
            complain(key, "%s must be %s, not %s".formatted(key, range, value));
            return otherwise;
        }
        tell(key, Double.toString(fraction));
        return fraction;
    }

    /// One word out of few, in any case.
    <E extends Enum<E>> E choice(String key, E otherwise) {
        var usual = otherwise.name().toLowerCase(Locale.ROOT);
        var text = text(key, usual);
        var words = new ArrayList<String>();
        for (var choice : otherwise.getDeclaringClass().getEnumConstants()) {
            if (choice.name().equalsIgnoreCase(text)) {
                return choice;
            }
            words.add(choice.name().toLowerCase(Locale.ROOT));
        }
        complain(
                key,
                "%s must be one of %s, not \"%s\"".formatted(key, String.join(", ", words), text));
        return otherwise;
    }

    /// @param whenEmpty what to report of empty text
    Address address(String key, Address otherwise, String whenEmpty) {
        var text = text(key, otherwise.toString());
        if (!has(key)) {
            return otherwise;
        }
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

    /// An address that may be missing.
    @Nullable Address addressIfAny(String key) {
        if (!has(key)) {
            tell(key, "");
            return null;
        }
        return address(key, new Address("nowhere", 0), key + " cannot be empty");
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

    /// What counts for `key` is `value`.
    void tell(String key, String value) {
        tell(key, value, key);
    }

    /// What counts for `key` is `value`, because of what was said about `decisive`.
    void tell(String key, String value, String decisive) {
        told.put(key, new Told(key, value, layer(decisive), place(decisive)));
    }

    void complain(String key, String message) {
        problems.add(new ConfigProblem(placeOrFile(key), message));
    }

    private String place(String key) {
        return layer(key) == Layer.DEFAULT ? "default" : placeOrFile(key);
    }

    private String placeOrFile(String key) {
        var override = overrides.find(key);
        return override != null ? override.place() : file.place(key);
    }

    /// Everything that was asked for, in that order.
    ///
    /// @throws ConfigException when anything was wrong, or a key was never asked for
    List<Told> finish() throws ConfigException {
        for (var key : file.values().keySet()) {
            if (!known.contains(key)) {
                complain(key, Spelling.unknown("key", key, known));
            }
        }
        overrides
                .unknown(known)
                .forEach((place, message) -> problems.add(new ConfigProblem(place, message)));
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return List.copyOf(told.values());
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
            return fractionOrText(text);
        }
    }

    private static JsonNode fractionOrText(String text) {
        try {
            return DoubleNode.valueOf(Double.parseDouble(text));
        } catch (NumberFormatException _) {
            return TextNode.valueOf(text);
        }
    }

    /// What a number may be.
    ///
    /// @param tooSmall what to report of a number below `min`
    record Bounds(long min, long max, String tooSmall) {}
}
