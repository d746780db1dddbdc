package io.balsa.examples.matching.http;

import io.balsa.examples.matching.machine.Command;
import io.balsa.examples.matching.machine.CommandFormat;
import io.balsa.examples.matching.machine.Exchange;
import io.balsa.raft.node.Consistency;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/// The routes. Every member serves all of them but the two that change the membership, which are
/// the leader's: what else only the leader can do is passed on to it inside.
///
///     POST /write                {"Set":…}, {"Place":…} or {"Cancel":…}
///     POST /read                 "key": what this member has applied, which may be behind
///     POST /consistent_read      "key": linearizable
///     POST /init                 this member founds a group of one
///     POST /add-learner          [2,"127.0.0.1:21002"] or {"node_id":2,"addr":"127.0.0.1:22002"}
///     POST /change-membership    [1,2,3]
///     GET  /metrics              Prometheus' text, or JSON where that is accepted
///
/// The keys `orderbook_orders` and `orderbook_sequence` (also `orderbook_sequance`) read the book,
/// and cannot be set. What members say to each other does not come here: it has a port of its own.
public final class Api {
    private static final String ORDERS = "orderbook_orders";
    private static final List<String> SEQUENCE =
            List.of("orderbook_sequence", "orderbook_sequance");

    private final Engine engine;
    private final Members members;
    private final Figures figures;

    public Api(Engine engine) {
        this.engine = engine;
        this.members = new Members(engine);
        this.figures = new Figures(engine);
    }

    record Request(String method, String path, String body, boolean wantsJson) {}

    /// Answers a request, however long the group takes for it.
    Reply answer(Request request) throws InterruptedException {
        try {
            return switch (request.method() + " " + request.path()) {
                case "POST /write" -> write(request);
                case "POST /read" -> read(request, Consistency.LOCAL);
                case "POST /consistent_read" -> read(request, Consistency.LINEARIZABLE);
                case "POST /init" -> members.init();
                case "POST /add-learner" -> members.addLearner(Requests.json(request.body()));
                case "POST /change-membership" ->
                        members.changeMembership(Requests.json(request.body()));
                case "GET /metrics" -> metrics(request);
                case "POST /raft-append", "POST /raft-vote", "POST /raft-snapshot" ->
                        Answers.failure(
                                404,
                                "members talk to each other over gRPC, at " + engine.raftAddress());
                default ->
                        Answers.failure(
                                404, "no route %s %s".formatted(request.method(), request.path()));
            };
        } catch (BadRequest wrong) {
            return Answers.failure(400, String.valueOf(wrong.getMessage()));
        } catch (ExecutionException failure) {
            return Failures.reply(failure.getCause() == null ? failure : failure.getCause());
        }
    }

    private Reply write(Request request)
            throws BadRequest, ExecutionException, InterruptedException {
        var command = Requests.command(Requests.json(request.body()));
        if (command instanceof Command.Set(var key, _) && isOfTheBook(key)) {
            throw new BadRequest("the key %s reads the book and cannot be set".formatted(key));
        }
        var applied = engine.node().propose(CommandFormat.encode(command)).get();
        return Answers.outcome(applied.id(), applied.result());
    }

    private static boolean isOfTheBook(String key) {
        return key.equals(ORDERS) || SEQUENCE.contains(key);
    }

    private Reply read(Request request, Consistency consistency)
            throws BadRequest, ExecutionException, InterruptedException {
        var key = Requests.key(Requests.json(request.body()));
        var exchange = engine.exchange();
        if (key.equals(ORDERS)) {
            var orders = ask(consistency, exchange::orders).get();
            return Answers.ok(Answers.orders(orders).toString());
        }
        if (SEQUENCE.contains(key)) {
            return Answers.ok(Long.toUnsignedString(ask(consistency, exchange::sequence).get()));
        }
        return Answers.ok(ask(consistency, () -> text(exchange, key)).get());
    }

    private static String text(Exchange exchange, String key) {
        var value = exchange.value(key);
        return value == null ? "" : value;
    }

    private <T> CompletableFuture<T> ask(Consistency consistency, Supplier<T> question) {
        return engine.node().read(consistency, question);
    }

    private Reply metrics(Request request) throws ExecutionException, InterruptedException {
        return request.wantsJson() ? Reply.json(200, figures.json()) : Reply.text(figures.text());
    }
}
