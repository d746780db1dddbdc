package io.balsa.raft.testkit.simulation;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.Consistency;
import io.balsa.raft.node.RaftException;
import io.balsa.raft.node.RaftNode;
import io.balsa.raft.testkit.history.History;
import io.balsa.raft.testkit.history.Register.Action;
import io.balsa.raft.testkit.history.Register.Answer;
import io.balsa.raft.testkit.history.RegisterActions;
import io.balsa.raft.testkit.property.LocalReadsGoForward;
import io.balsa.raft.testkit.property.ReadsSeeAcknowledgedWrites;
import io.balsa.raft.testkit.property.Violation;
import io.balsa.raft.testkit.world.Delay;
import io.balsa.raft.testkit.world.Fingerprint;
import io.balsa.raft.testkit.world.SimulatedRuntime;
import io.balsa.raft.testkit.world.SimulatedTime;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// A client: asks random things of random members, one after the other, and gives up waiting after
/// a while.
final class SimulatedClient<R> {
    private static final double PATIENCE_TIMEOUTS_MAX = 4;

    private final int number;
    private final Group<R> group;
    private final Desk desk;
    private final Scenario scenario;
    private final RandomGenerator random;
    private final Map<String, @Nullable String> seen = new HashMap<>();
    private int asked;
    private boolean isDone;

    /// What all clients share.
    record Desk(
            SimulatedTime time,
            History<Action, Answer> history,
            ReadsSeeAcknowledgedWrites reads,
            LocalReadsGoForward localReads) {}

    /// One thing asked, until it is answered or given up.
    private final class Request {
        final String key;
        final Action action;
        final int entry;
        final Consumer<Boolean> then;
        final long floor = desk.reads().floor();
        boolean isOver;

        Request(String key, Action action, Consumer<Boolean> then) {
            this.key = key;
            this.action = action;
            this.then = then;
            this.entry = desk.history().begin(number, key, action, desk.time().now());
        }

        /// Ends the request, with what the history is to know of it.
        void end(String how, boolean isAnswered, Runnable historian) {
            if (isOver) {
                return;
            }
            isOver = true;
            historian.run();
            group.coverage().count("requests: " + how);
            var fingerprint = Fingerprint.mix(entry, how.hashCode());
            group.trace().note(fingerprint, () -> "client " + number + " " + action + ": " + how);
            then.accept(isAnswered);
        }
    }

    SimulatedClient(
            int number, Group<R> group, Desk desk, Scenario scenario, RandomGenerator random) {
        this.number = number;
        this.group = group;
        this.desk = desk;
        this.scenario = scenario;
        this.random = random;
    }

    void begin() {
        desk.time()
                .after(
                        scenario.thinking().draw(random),
                        () -> {
                            if (!isDone) {
                                askSomething();
                            }
                        });
    }

    /// Asks nothing more.
    void end() {
        isDone = true;
    }

    private void askSomething() {
        var key = "k" + random.nextInt(scenario.keys());
        var value = "c" + number + "-" + asked++;
        var action = RegisterActions.draw(random, value, seen.get(key));
        var member = group.members().get(random.nextInt(group.members().size()));
        if (random.nextInt(8) == 0) {
            askLocally(member, key);
        }
        ask(member, key, action, _ -> begin());
    }

    /// Asks one thing of one member, and goes on with `then` once it is over: was it answered?
    void ask(SimulatedMember<R> member, String key, Action action, Consumer<Boolean> then) {
        var request = new Request(key, action, then);
        group.trace()
                .note(
                        Fingerprint.mix(member.id().value(), request.entry),
                        () -> "client " + number + " asks " + member.id() + " " + action);
        desk.time().after(patience(), () -> request.end("given up", false, () -> {}));
        desk.time()
                .after(
                        travel(),
                        () -> {
                            var arrived =
                                    member.reach((process, life) -> send(request, process, life));
                            if (!arrived) {
                                refuse(request, "member down");
                            }
                        });
    }

    private void send(Request request, SimulatedRuntime process, SimulatedMember.Life<R> life) {
        var registers = life.registers();
        if (request.action instanceof Action.Get) {
            var _ =
                    life.node()
                            .read(drawConsistency(), () -> registers.read(request.key))
                            .whenComplete((answer, failure) -> {
                                if (failure == null) {
                                    checkRead(request, life.node());
                                }
                                onAnswer(request, process, answer, failure);
                            });
        } else {
            var command = registers.command(request.key, request.action);
            var _ =
                    life.node()
                            .propose(command)
                            .whenComplete((applied, failure) -> {
                                if (failure != null || !process.isAlive()) {
                                    onAnswer(request, process, null, failure);
                                    return;
                                }
                                group.watch().onAcknowledged(applied.id());
                                var answer = registers.answer(request.action, applied.result());
                                onAnswer(request, process, answer, null);
                            });
        }
    }

    private Consistency drawConsistency() {
        return scenario.options().hasLease() && random.nextBoolean()
                ? Consistency.LEASE
                : Consistency.LINEARIZABLE;
    }

    /// Looks at a member's own state: what it says may be old, never wrong.
    private void askLocally(SimulatedMember<R> member, String key) {
        member.reach((process, life) -> {
            var _ =
                    life.node()
                            .readLocal(() -> life.registers().read(key))
                            .whenComplete((read, failure) -> {
                                if (failure == null && process.isAlive()) {
                                    group.coverage().count("local reads");
                                    checkLocalRead(member.id(), read.appliedIndex());
                                }
                            });
        });
    }

    private void checkLocalRead(MemberId member, long applied) {
        try {
            desk.localReads().checkRead(member, applied);
        } catch (Violation violation) {
            group.watch().fail(violation);
        }
    }

    private void checkRead(Request request, RaftNode<R> node) {
        var state = node.state();
        try {
            desk.reads().checkRead(state.member(), request.floor, state.appliedIndex());
        } catch (Violation violation) {
            group.watch().fail(violation);
        }
    }

    private void onAnswer(
            Request request,
            SimulatedRuntime process,
            @Nullable Answer answer,
            @Nullable Throwable failure) {
        if (!process.isAlive()) {
            return;
        }
        if (answer != null) {
            desk.time().after(travel(), () -> answered(request, answer));
            return;
        }
        var reason = failure instanceof CompletionException ? failure.getCause() : failure;
        if (!(reason instanceof RaftException refusal)) {
            group.watch().fail(new Violation("OnlyKnownFailures", "a client is told " + reason));
        } else if (refusal.mayHaveHappened()) {
            desk.time().after(travel(), () -> request.end("outcome unknown", false, () -> {}));
        } else {
            var why = refusal.getClass().getSimpleName();
            desk.time().after(travel(), () -> refuse(request, why));
        }
    }

    private void answered(Request request, Answer answer) {
        request.end(
                "answered",
                true,
                () -> {
                    desk.history().end(request.entry, answer, desk.time().now());
                    if (answer instanceof Answer.Value(var value)) {
                        seen.put(request.key, value);
                    }
                });
    }

    private void refuse(Request request, String why) {
        request.end("refused: " + why, false, () -> desk.history().callOff(request.entry));
    }

    /// Long enough for an election, or not at all.
    private long patience() {
        var timeouts = random.nextDouble(PATIENCE_TIMEOUTS_MAX);
        return (long) (timeouts * scenario.timing().electionMaxNanos());
    }

    private long travel() {
        return new Delay(Scenario.MILLISECOND / 10, Scenario.MILLISECOND).draw(random);
    }
}
