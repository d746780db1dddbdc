package io.balsa.kv.store;

import io.balsa.kv.store.KvResult.Rejected;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.node.StateMachine;
import io.balsa.raft.node.StateView;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// The store of one member: what the log has made of it so far.
///
/// Confined to one thread at a time, for commands and reads alike.
public final class KvStore implements StateMachine<KvResult> {
    /// The revision of a store that was never written to. The first write is at the next one.
    public static final long FIRST_REVISION = 1;

    private final OrderedStore pairs = new MemoryStore();
    private final Sessions sessions;
    private long revision = FIRST_REVISION;

    public KvStore() {
        this(SessionLimits.DEFAULT);
    }

    /// @param sessionLimits the same on all members, always
    public KvStore(SessionLimits sessionLimits) {
        this.sessions = new Sessions(sessionLimits);
    }

    /// Applies a command that [CommandFormat] encoded. Bytes that are none change nothing, and get
    /// an answer that says so.
    @Override
    public KvResult apply(EntryId id, ByteBuffer command) {
        CommandReader.Request request;
        try {
            request = CommandReader.read(command);
        } catch (MalformedCommandException malformed) {
            return new Rejected(revision, malformed.problem());
        }
        var once = request.once();
        if (once == null) {
            return carryOut(request.command());
        }
        var problem = Rules.problem(once);
        return problem == null
                ? sessions.answer(once, revision, () -> carryOut(request.command()))
                : new Rejected(revision, problem);
    }

    /// Costs little: what the store shares with the view it copies when it changes.
    @Override
    public StateView view() {
        return new StateWriter(revision, sessions.freeze(), pairs.freeze());
    }

    @Override
    public void restore(InputStream in) throws IOException {
        var reader = new StateReader(in);
        revision = reader.begin();
        sessions.restore(reader.sessions());
        pairs.clear();
        reader.pairs(pairs::put);
    }

    /// Answers a query on the present state.
    ///
    /// @param query a range query, or a transaction that is read-only
    /// @throws IllegalArgumentException if `query` could write: that takes the log
    public KvResult read(Operation query) {
        if (!query.isReadOnly()) {
            throw new IllegalArgumentException("a command that writes must go through the log");
        }
        return carryOut(query);
    }

    /// The revision of the latest write.
    public long revision() {
        return revision;
    }

    /// How much it holds.
    public Extent extent() {
        return new Extent(pairs.count(KeyRange.ALL), pairs.bytes());
    }

    /// How much a store holds.
    ///
    /// @param bytes of all keys and values
    public record Extent(long keys, long bytes) {}

    /// A checksum of the whole state, sessions included: equal on members that applied the same
    /// log. Reads all of it, so this is for tests and checks.
    public long digest() {
        var digest = new Digest();
        digest.number(revision);
        digest.number(pairs.count(KeyRange.ALL));
        pairs.scan(
                KeyRange.ALL,
                pair -> {
                    digest.pair(pair);
                    return true;
                });
        sessions.digest(digest);
        return digest.value();
    }

    private KvResult carryOut(Operation operation) {
        var problem = Rules.problem(operation, Integer.MAX_VALUE);
        if (problem != null) {
            return new Rejected(revision, problem);
        }
        var execution = new Execution(pairs, revision);
        var result = execution.run(operation);
        revision = execution.revision();
        return result;
    }
}
