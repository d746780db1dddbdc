package io.balsa.server.config;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// In which line of a TOML document each key stands: for messages, since the parser does not tell.
/// It knows the usual forms, a key to a line under the header of its table; what else there may be
/// is found at its table's line.
record TomlLines(Map<String, Integer> byPath) {
    private static final Pattern TABLE = Pattern.compile("\\s*\\[([^\\[\\]]+)].*");
    private static final Pattern TABLE_OF_ARRAY = Pattern.compile("\\s*\\[\\[([^\\[\\]]+)]].*");
    private static final Pattern KEY = Pattern.compile("\\s*([A-Za-z0-9_.\"'-]+)\\s*=.*");

    static TomlLines of(String text) {
        var byPath = new HashMap<String, Integer>();
        var seen = new HashMap<String, Integer>();
        var table = "";
        var number = 0;
        for (var line : text.lines().toList()) {
            number++;
            var tableOfArray = TABLE_OF_ARRAY.matcher(line);
            var plainTable = TABLE.matcher(line);
            var key = KEY.matcher(line);
            if (tableOfArray.matches()) {
                var name = plain(tableOfArray.group(1));
                table = "%s[%d]".formatted(name, seen.merge(name, 1, Integer::sum) - 1);
                byPath.put(table, number);
                byPath.putIfAbsent(name, number);
            } else if (plainTable.matches()) {
                table = plain(plainTable.group(1));
                byPath.put(table, number);
            } else if (key.matches()) {
                var name = plain(key.group(1));
                byPath.putIfAbsent(table.isEmpty() ? name : table + "." + name, number);
            }
        }
        return new TomlLines(byPath);
    }

    private static String plain(String name) {
        return name.strip().replace("\"", "").replace("'", "");
    }

    /// The line of the value at `path`, or of the nearest table around it; 0 when there is none.
    int line(String path) {
        for (var near = path; !near.isEmpty(); near = parent(near)) {
            var line = byPath.get(near);
            if (line != null) {
                return line;
            }
        }
        return 0;
    }

    private static String parent(String path) {
        var end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
        return end < 0 ? "" : path.substring(0, end);
    }
}
