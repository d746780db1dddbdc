package io.balsa.raft.node;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// The way in for what callers ask of a member: proposals and reads. Holds them to the limits, then
/// leaves them to the lanes.
final class Requests<R> {
    private final Shell<R> shell;
    private final NodeLimits limits;

    Requests(Shell<R> shell) {
        this.shell = shell;
        limits = shell.setup().nodeLimits();
    }

    CompletableFuture<Applied<R>> propose(ByteBuffer command) {
        var pending = new Pending<R>(command, new CompletableFuture<>());
        if (command.remaining() > limits.commandBytesMax()) {
            pending.fail(
                    new RaftException.TooLarge(
                            "the command has %d bytes; the limit (commandBytesMax) is %d"
                                    .formatted(command.remaining(), limits.commandBytesMax())));
        } else if (!shell.offer(new Inbox.Item.Propose<>(pending))) {
            pending.fail(tooMany());
        }
        return pending.answer();
    }

    <T> CompletableFuture<T> read(Consistency consistency, Supplier<T> question) {
        var query = new Query<>(question, new CompletableFuture<>());
        switch (consistency) {
            case LOCAL -> shell.ask(query);
            case LINEARIZABLE -> {
                if (!shell.offer(new Inbox.Item.Read<>(query))) {
                    query.fail(tooMany());
                }
            }
        }
        return query.answer();
    }

    private RaftException.Overloaded tooMany() {
        return Refusals.overloaded(
                "requests wait for their turn", "inboxRequestsMax", limits.inboxRequestsMax());
    }
}
