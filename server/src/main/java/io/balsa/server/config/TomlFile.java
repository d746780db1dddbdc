package io.balsa.server.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A TOML document, taken apart: every value under its whole path, such as `node.node_id`, or
/// `cluster.peers[0].addr` for the tables of an array.
///
/// @param name of the file, as the operator knows it
record TomlFile(String name, Map<String, JsonNode> values, TomlLines lines) {
    private static final TomlMapper TOML = new TomlMapper();

    /// No file: everything has its default.
    static final TomlFile NONE = new TomlFile("configuration", Map.of(), TomlLines.of(""));

    /// @throws ConfigException when it is not TOML
    static TomlFile parse(String name, String text) throws ConfigException {
        var values = new LinkedHashMap<String, JsonNode>();
        try {
            flatten("", TOML.readTree(text), values);
        } catch (JsonProcessingException broken) {
            var line = broken.getLocation() == null ? 0 : broken.getLocation().getLineNr();
            var place = line > 0 ? name + ":" + line : name;
            throw new ConfigException(
                    List.of(new ConfigProblem(place, "no TOML: " + broken.getOriginalMessage())));
        }
        return new TomlFile(name, values, TomlLines.of(text));
    }

    private static void flatten(String path, JsonNode node, Map<String, JsonNode> values) {
        if (node instanceof ObjectNode table) {
            for (var field : table.properties()) {
                var key = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                flatten(key, field.getValue(), values);
            }
        } else if (isArrayOfTables(node)) {
            for (var i = 0; i < node.size(); i++) {
                flatten("%s[%d]".formatted(path, i), node.get(i), values);
            }
        } else {
            values.put(path, node);
        }
    }

    private static boolean isArrayOfTables(JsonNode node) {
        return node.isArray() && !node.isEmpty() && node.valueStream().allMatch(JsonNode::isObject);
    }

    /// File and line of a value, or as near to it as is known.
    String place(String path) {
        var line = lines.line(path);
        return line > 0 ? name + ":" + line : name;
    }
}
