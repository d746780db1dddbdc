package io.balsa.raft.testkit.property;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.Recovery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// If a member has applied a command at a given index, no other will ever apply a different one for
/// the same index (§5.4.3; TLA+ `StateMachineSafety`). And each applies them in order.
public final class StateMachineSafety implements Property {
    private final Map<Long, Applied> applied = new HashMap<>();
    private final Map<MemberId, Long> latest = new HashMap<>();

    private record Applied(EntryId entry, long fingerprint) {}

    @Override
    public void onStarted(MemberId member, Recovery recovery, List<Entry> entries) {
        latest.remove(member);
    }

    @Override
    public void onApplied(MemberId member, EntryId entry, long fingerprint) {
        var here = new Applied(entry, fingerprint);
        var elsewhere = applied.putIfAbsent(entry.index(), here);
        if (elsewhere != null && !elsewhere.equals(here)) {
            throw new Violation(
                    getClass(),
                    "%s applies %s where another applied %s"
                            .formatted(member, entry, elsewhere.entry()));
        }
        var before = latest.put(member, entry.index());
        if (before != null && before >= entry.index()) {
            throw new Violation(
                    getClass(), "%s applies %s after %d".formatted(member, entry, before));
        }
    }

    @Override
    public void onRestored(MemberId member, SnapshotMark snapshot, long digest) {
        var before = latest.put(member, snapshot.last().index());
        if (before != null && before >= snapshot.last().index()) {
            throw new Violation(
                    getClass(),
                    "%s goes back from %d to the snapshot of %s"
                            .formatted(member, before, snapshot.last()));
        }
    }
}
