package io.balsa.cli.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;

import java.util.Base64;

/// Keys and values, which are bytes, as people and JSON take them.
final class Bytes {
    private Bytes() {}

    /// As text where it is UTF-8, else in Base64 under `name_base64`.
    static void put(ObjectNode json, String name, ByteString bytes) {
        if (bytes.isValidUtf8()) {
            json.put(name, bytes.toStringUtf8());
        } else {
            json.put(name + "_base64", base64(bytes));
        }
    }

    /// For a cell of a table: on one line.
    static String text(ByteString bytes) {
        if (!bytes.isValidUtf8()) {
            return "base64:" + base64(bytes);
        }
        var text = new StringBuilder();
        bytes.toStringUtf8()
                .codePoints()
                .forEach(character -> {
                    if (Character.isISOControl(character)) {
                        text.append("\\u%04x".formatted(character));
                    } else {
                        text.appendCodePoint(character);
                    }
                });
        return text.toString();
    }

    private static String base64(ByteString bytes) {
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
