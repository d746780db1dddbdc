package io.balsa.raft.node;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Message.AppendEntries;
import io.balsa.raft.core.Message.CommitNotice;
import io.balsa.raft.core.Message.ReadIndex;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/// The event loop's way to the others. A leader's word on what is committed waits here for entries
/// to go with: docs/decisions/0015. To the protocol it is as if the network took a little longer.
/// Confined to the event loop unless said otherwise.
final class CommitNotices implements Transport.Link {
    /// How long a word may wait for the leader's own callers, whose next commands bring entries.
    private static final long HOLD_NANOS_MAX = 250_000;

    private final Transport.Link link;
    private final LongSupplier answeredIndex;
    private final Map<MemberId, CommitNotice> held = new TreeMap<>();

    /// Members whose callers wait for the entry at this index, which they passed on.
    private final Map<MemberId, Long> awaited = new TreeMap<>();

    private volatile boolean isHolding;
    private long until = Long.MAX_VALUE;
    private long deadline = Long.MAX_VALUE;

    /// @param answeredIndex up to where this member's callers have been answered
    CommitNotices(Transport.Link link, LongSupplier answeredIndex) {
        this.link = link;
        this.answeredIndex = answeredIndex;
    }

    /// Must the loop look again once more is applied? From any thread.
    boolean isHolding() {
        return isHolding;
    }

    /// When the loop must look again at the latest.
    long deadline() {
        return deadline;
    }

    @Override
    public void send(MemberId to, PeerMessage message) {
        switch (message) {
            case PeerMessage.Protocol(CommitNotice notice, _) when !isAwaited(to, notice) -> {
                held.put(to, notice);
                return;
            }
            case PeerMessage.Protocol(AppendEntries append, _) -> onAppend(to, append);
            case PeerMessage.Protocol(ReadIndex _, _) -> letGo(to);
            case PeerMessage.ProposalAccepted(_, var first) -> awaited.put(to, first.index());
            default -> {}
        }
        link.send(to, message);
    }

    /// Does somebody at that member wait for just this? It answers its callers itself.
    private boolean isAwaited(MemberId to, CommitNotice notice) {
        var index = awaited.get(to);
        if (index != null && index <= notice.commit()) {
            awaited.remove(to);
        }
        return index != null;
    }

    /// Entries say what is committed, too.
    private void onAppend(MemberId to, AppendEntries append) {
        var notice = held.get(to);
        if (notice != null && notice.commit() <= append.commit()) {
            held.remove(to);
        } else {
            letGo(to);
        }
    }

    private void letGo(MemberId to) {
        var notice = held.remove(to);
        if (notice != null) {
            link.send(to, PeerMessage.Protocol.alone(notice));
        }
    }

    /// The turn that began at time `now` is over: whoever was to bring entries has.
    ///
    /// @param isMoreDue do proposals wait that will soon be entries?
    void look(long now, boolean isMoreDue) {
        if (held.isEmpty()) {
            until = Long.MAX_VALUE;
        } else {
            until = Math.min(until, now + HOLD_NANOS_MAX);
            isHolding = true; // Before it asks who was answered: the apply lane looks afterwards.
            if (!isMoreDue && (now >= until || isAllAnswered())) {
                held.forEach((to, notice) -> link.send(to, PeerMessage.Protocol.alone(notice)));
                held.clear();
                until = Long.MAX_VALUE;
            }
        }
        isHolding = !held.isEmpty();
        deadline = isMoreDue ? Long.MAX_VALUE : until;
    }

    private boolean isAllAnswered() {
        var answered = answeredIndex.getAsLong();
        return held.values().stream().allMatch(notice -> notice.commit() <= answered);
    }

    @Override
    public void members(SortedMap<MemberId, String> addresses) {
        link.members(addresses);
    }

    @Override
    public void close() {
        link.close();
    }
}
