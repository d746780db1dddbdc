package io.balsa.examples.matching.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.balsa.examples.matching.book.NewOrder;
import io.balsa.examples.matching.book.Price;
import io.balsa.examples.matching.book.Side;
import io.balsa.examples.matching.book.Volume;
import io.balsa.examples.matching.machine.Command;

import org.jspecify.annotations.Nullable;

/// What clients send.
final class Requests {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private static final int U64_BITS = 64;

    private Requests() {}

    static JsonNode json(String body) throws BadRequest {
        try {
            var node = JSON.readTree(body);
            if (node == null || node.isMissingNode()) {
                throw new BadRequest("the body is empty; JSON was expected");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new BadRequest("the body is no JSON: " + e.getOriginalMessage());
        }
    }

    /// A key, as a JSON string.
    static String key(JsonNode body) throws BadRequest {
        if (!body.isTextual()) {
            throw new BadRequest("a key was expected, as a JSON string");
        }
        return body.textValue();
    }

    /// `{"Set":{"key":…,"value":…}}`, `{"Place":{"order":…}}` or `{"Cancel":{"order":…}}`.
    static Command command(JsonNode body) throws BadRequest {
        if (body.size() == 1 && body.has("Set")) {
            var set = body.get("Set");
            return new Command.Set(text(set, "key"), text(set, "value"));
        }
        if (body.size() == 1 && body.has("Place")) {
            return new Command.Place(newOrder(required(body.get("Place"), "order")));
        }
        if (body.size() == 1 && body.has("Cancel")) {
            return cancel(required(body.get("Cancel"), "order"));
        }
        throw new BadRequest("one of Set, Place and Cancel was expected");
    }

    private static NewOrder newOrder(JsonNode order) throws BadRequest {
        var isLimit =
                switch (text(order, "live")) {
                    case "Limit" -> true;
                    case "Market" -> false;
                    default -> throw new BadRequest("live is Limit or Market");
                };
        var volume = volume(order);
        var limit = isLimit ? price(order) : null;
        return new NewOrder(u64(required(order, "id"), "id"), side(order), volume, limit);
    }

    private static Command cancel(JsonNode order) throws BadRequest {
        var sequence = present(order, "sequence");
        var misspelled = present(order, "sequance");
        if (sequence == null && misspelled == null) {
            throw new BadRequest("the sequence of the order is missing");
        }
        var number = u64(sequence != null ? sequence : misspelled, "sequence");
        if (misspelled != null && number != u64(misspelled, "sequance")) {
            throw new BadRequest("sequence and sequance are two names for one number");
        }
        return new Command.Cancel(
                number,
                present(order, "side") == null ? null : side(order),
                present(order, "price") == null ? null : price(order));
    }

    private static Side side(JsonNode order) throws BadRequest {
        return switch (text(order, "side")) {
            case "Buy" -> Side.BUY;
            case "Sell" -> Side.SELL;
            default -> throw new BadRequest("side is Buy or Sell");
        };
    }

    private static Price price(JsonNode order) throws BadRequest {
        try {
            return Price.of(number(order, "price").decimalValue());
        } catch (IllegalArgumentException e) {
            throw new BadRequest(String.valueOf(e.getMessage()));
        }
    }

    private static Volume volume(JsonNode order) throws BadRequest {
        try {
            return Volume.of(number(order, "volume").decimalValue());
        } catch (IllegalArgumentException e) {
            throw new BadRequest(String.valueOf(e.getMessage()));
        }
    }

    private static JsonNode number(JsonNode order, String name) throws BadRequest {
        var value = required(order, name);
        if (!value.isNumber()) {
            throw new BadRequest(name + " is a number");
        }
        return value;
    }

    /// A number of 64 bits without a sign, in the bits of a long.
    private static long u64(@Nullable JsonNode value, String name) throws BadRequest {
        if (value == null
                || !value.isIntegralNumber()
                || value.bigIntegerValue().signum() < 0
                || value.bigIntegerValue().bitLength() > U64_BITS) {
            throw new BadRequest(name + " is a whole number from 0 to 2^64 - 1");
        }
        return value.bigIntegerValue().longValue();
    }

    static String text(JsonNode object, String name) throws BadRequest {
        var value = required(object, name);
        if (!value.isTextual()) {
            throw new BadRequest(name + " is a text");
        }
        return value.textValue();
    }

    static JsonNode required(JsonNode object, String name) throws BadRequest {
        var value = present(object, name);
        if (value == null) {
            throw new BadRequest(name + " is missing");
        }
        return value;
    }

    static @Nullable JsonNode present(JsonNode object, String name) {
        var value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }
}
