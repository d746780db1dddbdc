package io.balsa.server.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds what somebody may have meant.
final class Spelling {
    private static final int MISTAKES_MAX = 5;

    private Spelling() {}

    /// That there is no `word`, and which one may have been meant.
    static String unknown(String kind, String word, Collection<String> candidates) {
        var hint = nearest(word, candidates).map("; did you mean %s?"::formatted).orElse("");
        return "unknown %s %s%s".formatted(kind, word, hint);
    }

    /// The candidate most like `word`, if one is rather like it.
    static Optional<String> nearest(String word, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .filter(candidate -> distance(word, candidate) <= allowed(word));
    }

    private static int allowed(String word) {
        return Math.min(MISTAKES_MAX, word.length() * 2 / 5);
    }

    /// How many letters must be changed, put in or left out to make `from` of `to` (Levenshtein).
    private static int distance(String from, String to) {
        var row = new int[to.length() + 1];
        for (var j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (var i = 1; i <= from.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.length(); j++) {
                var changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
