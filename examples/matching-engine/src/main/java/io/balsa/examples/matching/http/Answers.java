package io.balsa.examples.matching.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.balsa.examples.matching.book.Fill;
import io.balsa.examples.matching.book.Order;
import io.balsa.examples.matching.book.Placement;
import io.balsa.examples.matching.book.Side;
import io.balsa.examples.matching.machine.Outcome;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;

/// What clients are told.
final class Answers {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Answers() {}

    static ObjectNode object() {
        return JSON.objectNode();
    }

    static JsonNode nothing() {
        return JSON.nullNode();
    }

    static Reply ok(JsonNode value) {
        return Reply.json(200, object().set("Ok", value));
    }

    static Reply ok(String value) {
        return Reply.json(200, object().put("Ok", value));
    }

    static Reply failure(int status, String message) {
        return Reply.json(status, object().put("Err", message));
    }

    /// What became of a command, or why there was nothing to do.
    static Reply outcome(EntryId id, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Stored(var value) -> written(id, object().put("value", value));
            case Outcome.Placed(var placement) -> written(id, placement(placement));
            case Outcome.Cancelled(var order) -> written(id, cancelled(order));
            case Outcome.Refused(var reason) -> failure(409, reason);
        };
    }

    private static Reply written(EntryId id, ObjectNode data) {
        var answer = object();
        answer.set("log_id", logId(id));
        answer.set("data", data);
        answer.putNull("membership");
        return ok(answer);
    }

    /// The answer to a change of membership, complete as entry `id`.
    static Reply changed(EntryId id, Membership membership) {
        var answer = object();
        answer.set("log_id", logId(id));
        answer.set("data", object().putNull("value"));
        answer.set("membership", membership(membership));
        return ok(answer);
    }

    static ObjectNode logId(EntryId id) {
        var logId = object();
        logId.putObject("leader_id").put("term", id.term());
        return logId.put("index", id.index());
    }

    private static ObjectNode placement(Placement placement) {
        var data = object().put("value", unsigned(placement.sequence()).toString());
        var fills = data.putArray("fills");
        placement.fills().forEach(fill -> fills.add(fill(fill)));
        data.set("open", decimal(placement.open().decimal()));
        return data.put("rests", placement.rests());
    }

    private static ObjectNode fill(Fill fill) {
        var maker = fill.maker();
        var data = object();
        data.set("price", decimal(fill.price().decimal()));
        data.set("volume", decimal(fill.volume().decimal()));
        data.put("maker_id", unsigned(maker.id()));
        data.put("maker_sequence", unsigned(maker.sequence()));
        data.set("maker_left", decimal(fill.left().decimal()));
        return data;
    }

    /// As it is: the factory would make 1E+1 of 10.
    private static JsonNode decimal(BigDecimal value) {
        return DecimalNode.valueOf(value);
    }

    private static ObjectNode cancelled(@Nullable Order order) {
        var data = object().put("value", "OK");
        data.set("order", order == null ? nothing() : order(order));
        return data;
    }

    static ArrayNode orders(List<Order> orders) {
        var array = JSON.arrayNode();
        orders.forEach(order -> array.add(order(order)));
        return array;
    }

    private static ObjectNode order(Order order) {
        var data = object().put("live", "Limit");
        data.put("side", order.side() == Side.BUY ? "Buy" : "Sell");
        data.set("price", decimal(order.price().decimal()));
        data.set("volume", decimal(order.volume().decimal()));
        return data.put("id", unsigned(order.id()))
                .put("sequence", unsigned(order.sequence()))
                .put("sequance", unsigned(order.sequence()));
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }

    static ObjectNode membership(Membership membership) {
        var node = object();
        var configs = node.putArray("configs");
        membership.voterSets().forEach(voters -> addAll(configs.addArray(), voters));
        var nodes = node.putObject("nodes");
        membership
                .addresses()
                .forEach((id, address) -> nodes.putObject(id.toString()).put("addr", address));
        return node;
    }

    private static void addAll(ArrayNode array, Collection<MemberId> members) {
        members.forEach(member -> array.add(member.value()));
    }
}
