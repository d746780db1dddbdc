package io.balsa.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.balsa.server.port.HttpResponse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// JSON in and out. What comes in is read strictly: two fields of one name, or anything behind the
/// end, are mistakes.
public final class Json {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private Json() {}

    /// An answer whose body is an object that `fill` puts the fields into.
    public static HttpResponse response(int status, Consumer<ObjectNode> fill) {
        var object = JSON.createObjectNode();
        fill.accept(object);
        try {
            return HttpResponse.json(status, JSON.writeValueAsBytes(object));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// Reads an object.
    ///
    /// @throws BadRequest when it is none; the message says where it is broken
    public static JsonFields fields(ByteBuffer body) throws BadRequest {
        if (value(body) instanceof ObjectNode object) {
            return new JsonFields(object);
        }
        throw new BadRequest("the body must be a JSON object, as in {\"key\":\"name\"}");
    }

    /// Reads any JSON; a [com.fasterxml.jackson.databind.node.MissingNode] when there is nothing.
    ///
    /// @throws BadRequest when it is none; the message says where it is broken
    public static JsonNode value(ByteBuffer body) throws BadRequest {
        var bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        try {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException broken) {
            var place = broken.getLocation();
            throw new BadRequest(
                    "malformed JSON at line %d, column %d: %s"
                            .formatted(
                                    place == null ? 1 : place.getLineNr(),
                                    place == null ? 1 : place.getColumnNr(),
                                    reason(broken)));
        } catch (IOException unreadable) {
            throw new BadRequest("malformed JSON: " + unreadable.getMessage());
        }
    }

    /// The parser's own words, without its thoughts on where an unfinished object began.
    private static String reason(JsonProcessingException broken) {
        var words = String.valueOf(broken.getOriginalMessage());
        var aside = words.indexOf(" (start marker");
        return aside < 0 ? words : words.substring(0, aside);
    }
}
