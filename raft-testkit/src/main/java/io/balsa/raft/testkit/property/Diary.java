package io.balsa.raft.testkit.property;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.Effect;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.LogSlice;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.LogWrite;
import io.balsa.raft.log.Recovery;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What is known of one member's log and ballot.
public final class Diary {
    private EntryTerms inMemory = new EntryTerms();
    private EntryTerms onDisk = new EntryTerms();
    private EntryTerms onLostDisk = new EntryTerms();
    private final MembershipHistory memberships = new MembershipHistory();
    private Ballot ballotInMemory = Ballot.NONE;
    private Ballot ballotOnDisk = Ballot.NONE;
    private @Nullable LogWrite underWay;
    private long commitKnown;
    private EntryId base = EntryId.NONE;
    private EntryId purged = EntryId.NONE;

    Diary() {}

    /// The log as the member's core sees it.
    public EntryTerms inMemory() {
        return inMemory;
    }

    /// What is certainly on the member's disk.
    public EntryTerms onDisk() {
        return onDisk;
    }

    /// Was this on the member's disk, or on the one that it lost last? Others may know of it from
    /// then.
    boolean hasHeld(EntryId entry) {
        return onDisk.contains(entry) || onLostDisk.contains(entry);
    }

    /// The memberships in the log as the member's core sees it.
    public MembershipHistory memberships() {
        return memberships;
    }

    /// The member's term, as of the last effects.
    public long term() {
        return ballotInMemory.term();
    }

    public Ballot ballotOnDisk() {
        return ballotOnDisk;
    }

    /// The write of which nobody knows how far it got.
    public @Nullable LogWrite underWay() {
        return underWay;
    }

    /// Up to here the member has said that it knows what is committed, since it last started.
    public long commitKnown() {
        return commitKnown;
    }

    /// Behind this entry, or a later one, its log begins on the disk.
    public EntryId base() {
        return base;
    }

    /// Up to here it has given up its log.
    public EntryId purged() {
        return purged;
    }

    /// A snapshot that the log does not reach takes its place at once.
    void start(Recovery recovery, @Nullable SnapshotMark snapshot, Chronicle chronicle) {
        base = recovery.log().previous();
        purged = base;
        onDisk = chronicle.logThrough(base);
        onDisk.append(recovery.log());
        var found = new ArrayList<>(chronicle.membershipsThrough(base.index()));
        found.addAll(recovery.log().memberships());
        inMemory = new EntryTerms(onDisk);
        if (snapshot != null && !onDisk.contains(snapshot.last())) {
            inMemory = chronicle.logThrough(snapshot.last());
            memberships.begin(chronicle.membershipsThrough(snapshot.last().index()));
        } else {
            memberships.begin(found);
        }
        ballotOnDisk = recovery.ballot();
        ballotInMemory = recovery.ballot();
        underWay = null;
        commitKnown = 0;
    }

    void loseDisk() {
        onLostDisk = onDisk;
        onDisk = new EntryTerms();
        inMemory = new EntryTerms();
        memberships.begin(List.of());
        ballotInMemory = Ballot.NONE;
        ballotOnDisk = Ballot.NONE;
        underWay = null;
        commitKnown = 0;
        base = EntryId.NONE;
        purged = EntryId.NONE;
    }

    void take(List<Effect> effects, Chronicle chronicle, Consumer<EntryId> onDropped) {
        memberships.beginEffects();
        for (var effect : effects) {
            if (effect instanceof Effect.Persist(_, var ballot, var snapshot, var log, _)) {
                if (ballot != null) {
                    ballotInMemory = ballot;
                }
                if (snapshot != null) {
                    install(snapshot.last(), chronicle, onDropped);
                }
                if (log != null) {
                    take(log.entries(), onDropped);
                }
            }
        }
    }

    private void install(EntryId last, Chronicle chronicle, Consumer<EntryId> onDropped) {
        drop(last.index(), onDropped);
        inMemory = chronicle.logThrough(last);
        memberships.replace(chronicle.membershipsThrough(last.index()));
    }

    private void drop(long kept, Consumer<EntryId> onDropped) {
        for (var index = inMemory.lastIndex(); index > kept; index--) {
            onDropped.accept(inMemory.idAt(index));
        }
    }

    private void take(LogSlice entries, Consumer<EntryId> onDropped) {
        var kept = entries.previous().index();
        drop(kept, onDropped);
        inMemory.truncateAfter(kept);
        inMemory.append(entries);
        memberships.truncateAfter(kept);
        memberships.append(entries.memberships());
    }

    void beginWrite(LogWrite write) {
        underWay = write;
    }

    void purge(EntryId through) {
        if (through.index() > purged.index()) {
            purged = through;
        }
    }

    void endWrite(LogWrite write, Chronicle chronicle) {
        underWay = null;
        if (write.ballot() != null) {
            ballotOnDisk = write.ballot();
        }
        var reset = write.reset();
        if (reset != null) {
            onDisk = chronicle.logThrough(reset);
            base = reset;
            purged = reset;
        }
        onDisk.truncateAfter(write.keepThrough());
        write.entries().forEach(entry -> onDisk.append(entry.id().term()));
    }

    void knowCommitted(long index) {
        commitKnown = Math.max(commitKnown, index);
    }
}
