package io.balsa.raft.testkit.property;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.LogWrite;
import io.balsa.raft.log.Recovery;
import io.balsa.raft.testkit.world.Fingerprint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// If two logs contain an entry with the same index and term, then the logs are identical in all
/// entries up through the given index (§5.3; TLA+ `LogMatching`). By induction it suffices that an
/// entry always has the same content and the same entry before it. Holds between a log and itself
/// after a restart, too.
public final class LogMatching implements Property {
    private final Chronicle chronicle;
    private final Map<EntryId, Seen> seen = new HashMap<>();

    private record Seen(long previousTerm, long fingerprint) {}

    public LogMatching(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    @Override
    public void onStarted(MemberId member, Recovery recovery, List<Entry> entries) {
        compare(member, entries, recovery.log().previous().term());
    }

    @Override
    public void onWritten(MemberId member, LogWrite write) {
        if (!write.entries().isEmpty()) {
            var first = write.entries().getFirst().id().index();
            compare(member, write.entries(), chronicle.of(member).onDisk().termAt(first - 1));
        }
    }

    private void compare(MemberId member, List<Entry> entries, long termBefore) {
        var previousTerm = termBefore;
        for (var entry : entries) {
            var here = new Seen(previousTerm, Fingerprint.of(entry));
            var elsewhere = seen.putIfAbsent(entry.id(), here);
            if (elsewhere != null && !elsewhere.equals(here)) {
                throw new Violation(
                        getClass(),
                        "the log of %s differs at or before %s".formatted(member, entry.id()));
            }
            previousTerm = entry.id().term();
        }
    }
}
