package io.balsa.cli.console;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// How a command prints what it found.
public enum Output {
    /// As little as possible, for people and pipes.
    SIMPLE,
    /// In columns, for people.
    TABLE,
    /// For programs.
    JSON;

    /// In one word, and the option of `balsa bench`.
    private static final Pattern JOINED =
            Pattern.compile("--json|(-o=?|--output=)json", Pattern.CASE_INSENSITIVE);

    private static final List<String> NAMES = List.of("-o", "--output");

    /// Whether a command line asks for JSON, also one that makes no sense and was not understood.
    public static boolean isJsonAskedFor(List<String> arguments) {
        var end = arguments.indexOf("--");
        var options = end < 0 ? arguments : arguments.subList(0, end);
        for (var i = 0; i < options.size(); i++) {
            var option = options.get(i);
            var next = i + 1 < options.size() ? options.get(i + 1) : "";
            var isNamed = NAMES.contains(option) && next.equalsIgnoreCase("json");
            if (isNamed || JOINED.matcher(option).matches()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
