package io.balsa.raft.node;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// The way in for what callers ask of a member: proposals and reads. Holds them to the limits, then
/// leaves them to the lanes.
final class Requests<R> {
    private final Shell<R> shell;
    private final NodeLimits limits;
    private final Load reads;
    private final Tally tally;

    Requests(Shell<R> shell) {
        this.shell = shell;
        limits = shell.setup().nodeLimits();
        tally = shell.measures().tally();
        var waiting = "reads wait for their answer";
        reads =
                new Load(
                        new Load.Limit(waiting, "readsMax", limits.readsMax()),
                        new Load.Limit(waiting, "readsMax", limits.readsMax()));
    }

    CompletableFuture<Applied<R>> propose(ByteBuffer command, RequestOptions options) {
        var answer = new CompletableFuture<Applied<R>>();
        var pending = new Pending<R>(command, answer, expiry(options));
        var tooLarge = tooLarge(command);
        if (tooLarge != null) {
            pending.fail(refused(tooLarge, 1));
        } else {
            var limit = shell.offer(item(pending, options));
            if (limit != null) {
                pending.fail(refused(limit.exceeded(), 1));
            }
        }
        return answer;
    }

    private Inbox.Item<R> item(Pending<R> pending, RequestOptions options) {
        return options.term() == 0
                ? new Inbox.Item.Propose<>(pending)
                : new Inbox.Item.ProposeAll<>(List.of(pending), pending.bytes(), options.term());
    }

    List<CompletableFuture<Applied<R>>> proposeAll(
            List<ByteBuffer> commands, RequestOptions options) {
        var expiry = expiry(options);
        var callers = new ArrayList<Pending<R>>(commands.size());
        var answers = new ArrayList<CompletableFuture<Applied<R>>>(commands.size());
        var bytes = 0L;
        RaftException refusal = null;
        for (var command : commands) {
            var answer = new CompletableFuture<Applied<R>>();
            answers.add(answer);
            callers.add(new Pending<>(command, answer, expiry));
            bytes += command.remaining();
            refusal = refusal == null ? tooLarge(command) : refusal;
        }
        refusal = refusal == null ? tooLarge(commands.size(), bytes) : refusal;
        if (refusal == null && !commands.isEmpty()) {
            var item = new Inbox.Item.ProposeAll<>(List.copyOf(callers), bytes, options.term());
            var limit = shell.offer(item);
            refusal = limit == null ? null : limit.exceeded();
        }
        if (refusal != null) {
            var _ = refused(refusal, callers.size());
            for (var caller : callers) {
                caller.fail(refusal);
            }
        }
        return answers;
    }

    boolean submit(ByteBuffer command) {
        RaftException refusal = tooLarge(command);
        if (refusal == null) {
            var pending = new Pending<R>(command, null, Long.MAX_VALUE);
            var limit = shell.offer(new Inbox.Item.Propose<>(pending));
            refusal = limit == null ? null : limit.exceeded();
        }
        if (refusal != null) {
            tally.refused(refusal, 1);
        }
        return refusal == null && !shell.isStopping();
    }

    private RaftException.@Nullable TooLarge tooLarge(ByteBuffer command) {
        return command.remaining() <= limits.commandBytesMax()
                ? null
                : new RaftException.TooLarge(
                        "the command has %d bytes; the limit (commandBytesMax) is %d"
                                .formatted(command.remaining(), limits.commandBytesMax()));
    }

    /// Commands that belong together go to the leader in one message.
    private RaftException.@Nullable TooLarge tooLarge(int count, long bytes) {
        var message = shell.setup().limits();
        if (count > message.messageEntriesMax()) {
            return new RaftException.TooLarge(
                    "there are %d commands in one proposal; the limit (messageEntriesMax) is %d"
                            .formatted(count, message.messageEntriesMax()));
        }
        if (count > 1 && bytes > message.messageBytesMax()) {
            return new RaftException.TooLarge(
                    "the commands of one proposal have %d bytes; the limit (messageBytesMax) is %d"
                            .formatted(bytes, message.messageBytesMax()));
        }
        return null;
    }

    <T> CompletableFuture<T> read(
            Consistency consistency, Supplier<T> question, RequestOptions options) {
        var answer = new CompletableFuture<T>();
        var query = new Query<>(question, answer, expiry(options));
        var limit = reads.add(1, 0);
        if (limit != null) {
            query.fail(refused(limit.exceeded(), 1));
            return answer;
        }
        var _ = answer.whenComplete((_, _) -> reads.remove(1, 0));
        switch (consistency) {
            case LOCAL -> {
                tally.count(Counter.READS_LOCAL);
                shell.ask(query);
                if (query.expiry() != Long.MAX_VALUE) {
                    shell.put(new Inbox.Item.Expire<>(query));
                }
            }
            case LINEARIZABLE -> {
                tally.count(Counter.READS_LINEARIZABLE);
                ask(query, false);
            }
            case LEASE -> {
                tally.count(Counter.READS_LEASE);
                ask(query, true);
            }
        }
        return answer;
    }

    private void ask(Query<?> query, boolean lease) {
        var limit = shell.offer(new Inbox.Item.Read<>(query, lease));
        if (limit != null) {
            query.fail(refused(limit.exceeded(), 1));
        }
    }

    <T> CompletableFuture<LocalRead<T>> readLocal(Supplier<T> question) {
        return read(
                Consistency.LOCAL,
                () -> {
                    var answer = question.get();
                    var state = shell.state();
                    return new LocalRead<>(
                            answer,
                            state.appliedIndex(),
                            state.commitIndex(),
                            state.leaderHeardNanosAgo());
                },
                RequestOptions.DEFAULT);
    }

    private <E extends RaftException> E refused(E reason, int requests) {
        tally.refused(reason, requests);
        return reason;
    }

    private long expiry(RequestOptions options) {
        var patience =
                options.patienceNanos() == 0 ? limits.requestNanosMax() : options.patienceNanos();
        return patience == Long.MAX_VALUE ? patience : Nanos.after(shell.now(), patience);
    }
}
