package io.balsa.server.metrics;

import java.util.Map;
import java.util.regex.Pattern;

/// Names that dashboards know and that the library for Prometheus does not let anybody use: it
/// keeps the endings `_total` and `_created` to itself. Such a meter has another name inside.
final class ForbiddenNames {
    /// The name inside, and the one outside.
    private static final Map<String, String> NAMES =
            Map.of(
                    "storage_keys", "storage_keys_total",
                    "storage_snapshots_built_total", "storage_snapshots_created_total");

    private static final Pattern INSIDE =
            Pattern.compile(
                    "^((?:# (?:HELP|TYPE) )?)(%s)(?=[ {])"
                            .formatted(String.join("|", NAMES.keySet())),
                    Pattern.MULTILINE);

    private ForbiddenNames() {}

    /// The text of all meters, with the names outside.
    static String restored(String text) {
        return INSIDE.matcher(text).replaceAll(found -> found.group(1) + NAMES.get(found.group(2)));
    }
}
