package io.balsa.raft.testkit.world;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.log.Entry;
import io.balsa.raft.node.PeerMessage;

import java.nio.ByteBuffer;

/// Numbers that tell things apart, the same in every process that runs the same program. The hash
/// codes of strings, buffers and records of such are; those of enums, arrays and salted collections
/// are not.
public final class Fingerprint {
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private Fingerprint() {}

    /// The number of what `before` stands for followed by `value`.
    public static long mix(long before, long value) {
        var mixed = (before ^ value) * FACTOR;
        return mixed ^ (mixed >>> 29);
    }

    /// The number of a record whose parts have hash codes that are the same everywhere.
    public static long of(Record value) {
        return mix(value.getClass().getSimpleName().hashCode(), value.hashCode());
    }

    /// The number of the remaining bytes.
    public static long of(ByteBuffer bytes) {
        return mix(bytes.remaining(), bytes.hashCode());
    }

    public static long of(EntryId id) {
        return mix(id.term(), id.index());
    }

    public static long of(Entry entry) {
        return mix(mix(of(entry.id()), entry.kind().name().hashCode()), of(entry.payload()));
    }

    public static long of(PeerMessage message) {
        return switch (message) {
            case PeerMessage.Protocol(var inner, var entries) -> {
                var all = of((Record) inner);
                for (var entry : entries) {
                    all = mix(all, of(entry));
                }
                yield all;
            }
            case PeerMessage.Proposal _,
                    PeerMessage.ProposalAccepted _,
                    PeerMessage.ProposalRefused _,
                    PeerMessage.SnapshotChunk _ ->
                    of((Record) message);
            case PeerMessage.SnapshotAck(var term, var id, var received, var outcome) ->
                    mix(mix(mix(term, of(id)), received), outcome.name().hashCode());
        };
    }
}
