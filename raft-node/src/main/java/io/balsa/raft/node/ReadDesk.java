package io.balsa.raft.node;

import io.balsa.raft.core.Refusal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Linearizable reads between the moment they are asked for and the moment the index that they must
/// see is known. All reads of one turn are one read to the core. Confined to the event loop.
final class ReadDesk {
    private final Applier<?> applier;
    private final Tally tally;
    private final Map<Long, List<Query<?>>> asked = new HashMap<>();
    private long lastRead;

    ReadDesk(Applier<?> applier, Tally tally) {
        this.applier = applier;
        this.tally = tally;
    }

    /// Returns the number that the core knows these reads by.
    long add(List<Query<?>> queries) {
        asked.put(++lastRead, queries);
        return lastRead;
    }

    void onReadAt(long read, long index) {
        var queries = asked.remove(read);
        if (queries != null) {
            applier.ask(index, queries);
        }
    }

    void onRefuse(long read, Refusal reason) {
        fail(read, Refusals.asException(reason));
    }

    void fail(long read, RaftException refusal) {
        var queries = asked.remove(read);
        if (queries != null) {
            tally.refused(refusal, queries.size());
            queries.forEach(query -> query.fail(refusal));
        }
    }

    void refuseAll(RaftException.Stopped reason) {
        asked.values().forEach(queries -> queries.forEach(query -> query.fail(reason)));
        asked.clear();
    }
}
