package io.balsa.cli.keys;

import io.balsa.cli.console.Json;
import io.balsa.cli.console.Table;
import io.balsa.wire.etcd.RangeResponse;

/// The pairs of an answer in each kind of output, with an end of the last line.
final class Pairs {
    private Pairs() {}

    /// @param withKeys whether a line begins with the key and a tab
    static String simple(RangeResponse answer, boolean withKeys) {
        var text = new StringBuilder();
        for (var pair : answer.getKvsList()) {
            if (withKeys) {
                text.append(pair.getKey().toStringUtf8()).append('\t');
            }
            text.append(pair.getValue().toStringUtf8()).append('\n');
        }
        return text.toString();
    }

    static String table(RangeResponse answer) {
        var table = new Table("key", "value", "version", "created", "modified");
        for (var pair : answer.getKvsList()) {
            table.row(
                    Bytes.text(pair.getKey()),
                    Bytes.text(pair.getValue()),
                    Long.toString(pair.getVersion()),
                    Long.toString(pair.getCreateRevision()),
                    Long.toString(pair.getModRevision()));
        }
        return table.text();
    }

    static String json(RangeResponse answer) {
        var json = Json.object();
        json.put("revision", answer.getHeader().getRevision());
        json.put("count", answer.getCount());
        json.put("more", answer.getMore());
        var pairs = json.putArray("pairs");
        for (var pair : answer.getKvsList()) {
            var object = pairs.addObject();
            Bytes.put(object, "key", pair.getKey());
            Bytes.put(object, "value", pair.getValue());
            object.put("version", pair.getVersion());
            object.put("create_revision", pair.getCreateRevision());
            object.put("mod_revision", pair.getModRevision());
        }
        return Json.text(json) + "\n";
    }
}
