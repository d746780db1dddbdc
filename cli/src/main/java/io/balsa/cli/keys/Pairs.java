package io.balsa.cli.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.balsa.cli.console.Json;
import io.balsa.cli.console.Output;
import io.balsa.cli.console.Table;
import io.balsa.client.Answer;
import io.balsa.wire.v1.Pair;

/// The pairs of an answer in each kind of output, with an end of the last line.
final class Pairs {
    private Pairs() {}

    /// @param withKeys whether a line of simple output begins with the key and a tab
    static String text(Answer.Page page, Output output, boolean withKeys) {
        return switch (output) {
            case SIMPLE -> simple(page, withKeys);
            case TABLE -> table(page);
            case JSON -> json(page);
        };
    }

    /// What the limit cut off, as a line of its own; empty if nothing.
    static String rest(Answer.Page page) {
        return page.more()
                ? "and %,d more: raise --limit%n".formatted(page.count() - page.pairs().size())
                : "";
    }

    private static String simple(Answer.Page page, boolean withKeys) {
        var text = new StringBuilder();
        for (var pair : page.pairs()) {
            if (withKeys) {
                text.append(pair.getKey().toStringUtf8()).append('\t');
            }
            text.append(pair.getValue().toStringUtf8()).append('\n');
        }
        return text.toString();
    }

    private static String table(Answer.Page page) {
        var table = new Table("key", "value", "version", "created", "modified");
        for (var pair : page.pairs()) {
            table.row(
                    Bytes.text(pair.getKey()),
                    Bytes.text(pair.getValue()),
                    Long.toString(pair.getVersion()),
                    Long.toString(pair.getCreateRevision()),
                    Long.toString(pair.getModRevision()));
        }
        return table.text();
    }

    private static String json(Answer.Page page) {
        var json = Json.object();
        json.put("revision", page.origin().revision());
        json.put("count", page.count());
        json.put("more", page.more());
        var pairs = json.putArray("pairs");
        page.pairs().forEach(pair -> put(pairs.addObject(), pair));
        return Json.text(json) + "\n";
    }

    /// Writes down one pair.
    static void put(ObjectNode json, Pair pair) {
        Bytes.put(json, "key", pair.getKey());
        Bytes.put(json, "value", pair.getValue());
        json.put("version", pair.getVersion());
        json.put("create_revision", pair.getCreateRevision());
        json.put("mod_revision", pair.getModRevision());
    }
}
