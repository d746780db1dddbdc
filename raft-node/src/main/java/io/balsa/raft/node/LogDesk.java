package io.balsa.raft.node;

import io.balsa.raft.core.Effect;
import io.balsa.raft.core.Effect.Send;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.Message;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.LogWrite;
import io.balsa.raft.log.SizeTable;

import java.util.List;

/// Fills in what the core only names: it speaks of ranges of the log, and here are their entries,
/// on their way to the disk, to the others and to the state machine. Confined to the event loop.
final class LogDesk {
    private final Crew<?> crew;
    private final Transport.Link link;
    private final SizeTable sizes;
    private final RecentEntries recent;
    private final StagedPayloads staged = new StagedPayloads();

    /// The last entry that the state machine has, or is about to get.
    private long handedOver;

    /// @param link the way to the others
    /// @param recentBytesMax what it keeps in memory
    LogDesk(Comeback comeback, Crew<?> crew, Transport.Link link, long recentBytesMax) {
        this.crew = crew;
        this.link = link;
        var state = comeback.state();
        sizes = comeback.sizes();
        recent = new RecentEntries(state.log().lastIndex(), recentBytesMax);
        handedOver = state.commitIndex();
    }

    /// Entries that may belong into the log, as the core will say before the turn is over.
    void stage(List<Entry> run) {
        staged.add(run);
    }

    /// The same for a single one.
    void stage(Entry entry) {
        staged.add(entry);
    }

    void persist(Effect.Persist persist) {
        LogWrite write = null;
        var change = persist.log();
        if (change != null) {
            var base = change.entries().previous();
            var entries = staged.of(change.entries());
            beginAfter(base.index(), persist.snapshot() != null);
            recent.append(entries);
            for (var entry : entries) {
                sizes.append(entry.payloadBytes());
            }
            var reset = persist.snapshot() == null ? null : base;
            write = new LogWrite(persist.ballot(), reset, base.index(), entries);
        } else if (persist.ballot() != null) {
            write = new LogWrite(persist.ballot(), sizes.lastIndex(), List.of());
        }
        crew.write(new DiskWriter.Job(persist.sequence(), write, persist.then()));
    }

    private void beginAfter(long index, boolean isAnew) {
        if (isAnew) {
            recent.reset(index);
            sizes.reset(index);
        } else {
            recent.truncateAfter(index);
            sizes.truncateAfter(index);
        }
    }

    void send(Send send) {
        if (send.message() instanceof Message.AppendEntries append) {
            var entries = recent.of(append.entries());
            if (entries == null) {
                crew.readAndSend(new LogReader.Request(send, recent.endOf(append.entries())));
                return;
            }
            link.send(send.to(), new PeerMessage.Protocol(append, entries));
        } else {
            link.send(send.to(), PeerMessage.Protocol.alone(send.message()));
        }
    }

    /// Hands over what is committed, and returns how many bytes that is. An apply lane that lags
    /// far behind reads from disk: what waits for it must not pile up.
    long commit(long index) {
        var isNear = recent.has(crew.applier().appliedIndex() + 1);
        var entries = isNear ? recent.between(handedOver + 1, index) : null;
        crew.applier().apply(index, entries);
        var bytes = 0L;
        for (var at = handedOver + 1; at <= index; at++) {
            bytes += NodeLimits.ENTRY_BYTES + sizes.bytesAt(at);
        }
        handedOver = index;
        return bytes;
    }

    void restore(SnapshotMark snapshot) {
        crew.applier().restore(snapshot);
        handedOver = snapshot.last().index();
    }

    void purge(EntryId through) {
        sizes.purgeThrough(through.index());
        crew.purge(through);
    }

    /// The turn is over: nobody asks for what was staged, nor for entries up to `settledThrough`.
    void tidy(long settledThrough) {
        staged.clear();
        recent.trim(settledThrough, handedOver);
    }
}
