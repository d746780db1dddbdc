package io.balsa.raft.testkit.simulation;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.MembershipChange;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.node.RaftException;
import io.balsa.raft.testkit.property.Violation;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Changes of membership and of leadership, from the order to the answer.
final class ChangeOrders<R> {
    private final Group<R> group;

    ChangeOrders(Group<R> group) {
        this.group = group;
    }

    /// Asks `member` for a change. What it says is done must be committed, and complete.
    void send(SimulatedMember<R> member, MembershipChange change, @Nullable EntryId expected) {
        ask(member, change, expected, this::checkDone);
    }

    /// Asks for a change that must be refused.
    void sendWrong(SimulatedMember<R> member, MembershipChange change, @Nullable EntryId expected) {
        group.coverage().count("operator: MISTAKE");
        ask(
                member,
                change,
                expected,
                done ->
                        group.watch()
                                .fail(
                                        new Violation(
                                                "OnlyWhatIsSafe",
                                                "%s is answered with %s".formatted(change, done))));
    }

    private void ask(
            SimulatedMember<R> member,
            MembershipChange change,
            @Nullable EntryId expected,
            Consumer<MembershipEntry> onDone) {
        var words = "%s is asked for %s".formatted(member.id(), change);
        group.note(words.hashCode(), words);
        member.reach((process, life) -> {
            var membership = life.node().membership();
            var answer =
                    expected == null
                            ? membership.change(change)
                            : membership.change(change, expected);
            hear(answer, "changes", process::isAlive, onDone);
        });
    }

    /// Asks `member` to let another one lead, whichever has most of the log when `to` is null.
    void sendTransfer(SimulatedMember<R> member, @Nullable MemberId to) {
        member.reach((process, life) -> {
            var membership = life.node().membership();
            var answer =
                    to == null
                            ? membership.transferLeadership()
                            : membership.transferLeadership(to);
            hear(answer, "transfers", process::isAlive, _ -> {});
        });
    }

    /// Asks `member` to let `lost` come back with what it has.
    void sendAllowance(SimulatedMember<R> member, MemberId lost) {
        member.reach((process, life) ->
                hear(
                        life.node().membership().allowNextRevert(lost, true),
                        "allowances",
                        process::isAlive,
                        _ -> {}));
    }

    private <T> void hear(
            CompletableFuture<T> answer, String what, BooleanSupplier isAlive, Consumer<T> onDone) {
        var _ =
                answer.whenComplete((done, failure) -> {
                    if (!isAlive.getAsBoolean()) {
                        return;
                    }
                    if (failure == null) {
                        group.note("operator: " + what + " done");
                        onDone.accept(done);
                    } else {
                        group.note("operator: " + what + " " + nameOf(failure));
                    }
                });
    }

    private String nameOf(Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        var reason = cause == null ? failure : cause;
        if (reason instanceof RaftException.ChangeRefused refused) {
            return "refused: " + refused.reason().getClass().getSimpleName();
        }
        if (!(reason instanceof RaftException)) {
            group.watch().fail(new Violation("OnlyKnownFailures", "an operator is told " + reason));
        }
        return "refused: " + reason.getClass().getSimpleName();
    }

    private void checkDone(MembershipEntry done) {
        if (done.membership().isJoint()
                || !group.watch().chronicle().committed().contains(done.id())) {
            group.watch()
                    .fail(
                            new Violation(
                                    "ChangesAreCommitted",
                                    "%s is said to be done and is not".formatted(done)));
        }
    }
}
