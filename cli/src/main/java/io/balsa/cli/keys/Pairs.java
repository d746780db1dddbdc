package io.balsa.cli.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.balsa.cli.console.Failure;
import io.balsa.cli.console.Json;
import io.balsa.cli.console.Output;
import io.balsa.cli.console.Table;
import io.balsa.client.Answer;
import io.balsa.wire.v1.Pair;

import java.io.PrintWriter;

/// The pairs of an answer in each kind of output, with an end of the last line.
final class Pairs {
    private Pairs() {}

    /// What is wanted of each pair.
    enum Part {
        KEY,
        VALUE,
        PAIR
    }

    static String text(Answer.Page page, Output output, Part part) {
        return switch (output) {
            case SIMPLE -> simple(page, part);
            case TABLE -> table(page, part);
            case JSON -> json(page, part);
        };
    }

    /// For people: what the limit cut off, and what cannot be shown. JSON says it itself.
    static void explain(Answer.Page page, Output output, PrintWriter err) {
        if (output == Output.JSON) {
            return;
        }
        if (page.more()) {
            err.printf("and %,d more: raise --limit%n", page.count() - page.pairs().size());
        }
        if (output == Output.SIMPLE
                && !page.pairs().stream().allMatch(pair -> pair.getValue().isValidUtf8())) {
            err.println("a value is not text: --raw writes its bytes, -o json has them in Base64");
        }
        err.flush();
    }

    /// Nothing is there of this name.
    static Failure none(String key, boolean isPrefix) {
        return Failure.notFound(
                (isPrefix ? "no key starts with '%s'" : "'%s' is not there").formatted(key));
    }

    private static String simple(Answer.Page page, Part part) {
        var text = new StringBuilder();
        for (var pair : page.pairs()) {
            text.append(
                            switch (part) {
                                case KEY -> Bytes.text(pair.getKey());
                                case VALUE -> pair.getValue().toStringUtf8();
                                case PAIR ->
                                        Bytes.text(pair.getKey())
                                                + "\t"
                                                + Bytes.text(pair.getValue());
                            })
                    .append('\n');
        }
        return text.toString();
    }

    private static String table(Answer.Page page, Part part) {
        var table = new Table("key", "value", "version", "created", "modified");
        for (var pair : page.pairs()) {
            table.row(
                    Bytes.text(pair.getKey()),
                    part == Part.KEY ? "-" : Bytes.text(pair.getValue()),
                    Long.toString(pair.getVersion()),
                    Long.toString(pair.getCreateRevision()),
                    Long.toString(pair.getModRevision()));
        }
        return table.text();
    }

    private static String json(Answer.Page page, Part part) {
        var json = Json.object();
        json.put("revision", page.origin().revision());
        json.put("count", page.count());
        json.put("more", page.more());
        var pairs = json.putArray("pairs");
        page.pairs().forEach(pair -> put(pairs.addObject(), pair, part));
        return Json.text(json) + "\n";
    }

    /// Writes down one pair.
    static void put(ObjectNode json, Pair pair, Part part) {
        Bytes.put(json, "key", pair.getKey());
        if (part != Part.KEY) {
            Bytes.put(json, "value", pair.getValue());
        }
        json.put("version", pair.getVersion());
        json.put("create_revision", pair.getCreateRevision());
        json.put("mod_revision", pair.getModRevision());
    }
}
