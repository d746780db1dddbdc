package io.balsa.kv.store;

import io.balsa.kv.store.Command.DeleteRange;
import io.balsa.kv.store.Command.Put;
import io.balsa.kv.store.Command.Txn;
import io.balsa.kv.store.Excess.Part;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.stream.Stream;

/// Judges commands and queries before they cost anything: a command that has a problem here never
/// enters the log.
///
/// Problems that depend on what the store holds ([Problem#KEY_NOT_FOUND], revisions, sessions) show
/// when the command is applied, as [KvResult.Rejected].
public record Validation(KvLimits limits) {
    public static final Validation DEFAULT = new Validation(KvLimits.DEFAULT);

    /// What is wrong with a command, and with the session it is sent in, if any.
    public Optional<Problem> problem(Command command, @Nullable Once once) {
        var problem = Rules.problem(command, limits.operationsMax());
        if (problem == null && once != null) {
            problem = Rules.problem(once);
        }
        if (problem == null && excess(command, once).isPresent()) {
            problem = Problem.REQUEST_TOO_LARGE;
        }
        return Optional.ofNullable(problem);
    }

    /// What is wrong with a query, alone or as a read-only transaction.
    public Optional<Problem> problem(Operation query) {
        var problem = Rules.problem(query, limits.operationsMax());
        if (problem == null && excess(query).isPresent()) {
            problem = Problem.REQUEST_TOO_LARGE;
        }
        return Optional.ofNullable(problem);
    }

    /// Why a command is too large, if it is.
    public Optional<Excess> excess(Command command, @Nullable Once once) {
        return excess(command)
                .or(() ->
                        over(
                                Part.REQUEST,
                                CommandFormat.size(command, once),
                                limits.requestBytesMax()));
    }

    /// Why a query is too large, if it is.
    public Optional<Excess> excess(Operation operation) {
        return switch (operation) {
            case Put(var key, var value, _) ->
                    key(key).or(() -> value == null ? Optional.empty() : value(value));
            case DeleteRange(var keys, _) -> keys(keys);
            case RangeQuery query -> keys(query.keys());
            case Txn txn ->
                    Stream.of(
                                    txn.compares().stream().map(compare -> keys(compare.keys())),
                                    txn.success().stream().map(this::excess),
                                    txn.failure().stream().map(this::excess))
                            .flatMap(found -> found)
                            .flatMap(Optional::stream)
                            .findFirst();
        };
    }

    private Optional<Excess> keys(KeyRange keys) {
        return key(keys.key()).or(() -> key(keys.end()));
    }

    private Optional<Excess> key(Bytes key) {
        return over(Part.KEY, key.size(), limits.keyBytesMax());
    }

    private Optional<Excess> value(Bytes value) {
        return over(Part.VALUE, value.size(), limits.valueBytesMax());
    }

    private static Optional<Excess> over(Part part, long bytes, long bytesMax) {
        return bytes > bytesMax ? Optional.of(new Excess(part, bytes, bytesMax)) : Optional.empty();
    }
}
