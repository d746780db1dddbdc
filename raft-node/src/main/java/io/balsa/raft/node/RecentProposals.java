package io.balsa.raft.node;

import io.balsa.raft.core.MemberId;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Recognises copies of forwarded proposals, so that a message that arrives twice is appended once.
/// It suffices to remember the latest of each member: an older copy is of an earlier term, and
/// refused for that.
final class RecentProposals {
    private static final int REMEMBERED_MAX = 16_384;

    private final Map<MemberId, Set<Long>> seen = new TreeMap<>();

    /// Notes the proposal. Returns false when it was noted before.
    boolean isNew(MemberId asker, long proposal) {
        var known = seen.computeIfAbsent(asker, _ -> new LinkedHashSet<>());
        if (!known.add(proposal)) {
            return false;
        }
        if (known.size() > REMEMBERED_MAX) {
            known.remove(known.iterator().next());
        }
        return true;
    }
}
