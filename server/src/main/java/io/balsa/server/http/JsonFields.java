package io.balsa.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import java.util.TreeSet;
import java.util.function.Predicate;

/// The fields of a JSON object, each asked for by name and type. One that nobody asked for is a
/// mistake.
public final class JsonFields {
    private final ObjectNode object;
    private final TreeSet<String> known = new TreeSet<>();

    public JsonFields(ObjectNode object) {
        this.object = object;
    }

    public boolean has(String name) {
        known.add(name);
        return object.hasNonNull(name);
    }

    public String text(String name) throws BadRequest {
        return required(name, JsonNode::isTextual, "text").textValue();
    }

    public long number(String name) throws BadRequest {
        return required(
                        name,
                        node -> node.isIntegralNumber() && node.canConvertToLong(),
                        "a whole number")
                .longValue();
    }

    public long number(String name, long otherwise) throws BadRequest {
        return has(name) ? number(name) : otherwise;
    }

    public boolean flag(String name, boolean otherwise) throws BadRequest {
        return has(name)
                ? required(name, JsonNode::isBoolean, "true or false").booleanValue()
                : otherwise;
    }

    /// A field of any type.
    public JsonNode node(String name) throws BadRequest {
        return required(name, _ -> true, "is needed");
    }

    /// Says that all fields have been asked for.
    public void finish() throws BadRequest {
        for (var field : object.properties()) {
            if (!known.contains(field.getKey())) {
                throw new BadRequest(
                        "unknown field \"%s\"; known are %s".formatted(field.getKey(), known));
            }
        }
    }

    private JsonNode required(String name, Predicate<JsonNode> type, String wanted)
            throws BadRequest {
        known.add(name);
        @Nullable JsonNode node = object.get(name);
        if (node == null || node.isNull()) {
            throw new BadRequest("the field \"%s\" is missing: %s".formatted(name, wanted));
        }
        if (!type.test(node)) {
            throw new BadRequest("the field \"%s\" must be %s".formatted(name, wanted));
        }
        return node;
    }
}
