package io.balsa.raft.testkit.property;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.Recovery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Local reads of one member never go back while it runs, and never show what is not committed
/// (Raft thesis §6.4 calls them stale, not wrong).
public final class LocalReadsGoForward implements Property {
    private final Chronicle chronicle;
    private final Map<MemberId, Long> seen = new HashMap<>();

    public LocalReadsGoForward(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    @Override
    public void onStarted(MemberId member, Recovery recovery, List<Entry> entries) {
        seen.remove(member);
    }

    /// `member` answers a local read, and says that it has applied `applied`.
    public void checkRead(MemberId member, long applied) {
        var before = seen.merge(member, applied, Math::max);
        if (applied < before) {
            throw new Violation(
                    getClass(),
                    "%s answers a read with %d applied, and had %d applied before"
                            .formatted(member, applied, before));
        }
        if (applied > chronicle.committed().lastIndex()) {
            throw new Violation(
                    getClass(),
                    "%s answers a read with %d applied, and no more than %d is committed"
                            .formatted(member, applied, chronicle.committed().lastIndex()));
        }
    }
}
