package io.balsa.raft.testkit.property;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.Effect;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.LogSlice;
import io.balsa.raft.log.LogWrite;
import io.balsa.raft.log.Recovery;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Consumer;

/// What is known of one member's log and ballot.
public final class Diary {
    private EntryTerms inMemory = new EntryTerms();
    private EntryTerms onDisk = new EntryTerms();
    private final MembershipHistory memberships = new MembershipHistory();
    private Ballot ballotInMemory = Ballot.NONE;
    private Ballot ballotOnDisk = Ballot.NONE;
    private @Nullable LogWrite underWay;
    private long commitKnown;

    Diary() {}

    /// The log as the member's core sees it.
    public EntryTerms inMemory() {
        return inMemory;
    }

    /// What is certainly on the member's disk.
    public EntryTerms onDisk() {
        return onDisk;
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

    void start(Recovery recovery) {
        onDisk = new EntryTerms();
        onDisk.append(recovery.log());
        inMemory = new EntryTerms(onDisk);
        memberships.begin(recovery.log().memberships());
        ballotOnDisk = recovery.ballot();
        ballotInMemory = recovery.ballot();
        underWay = null;
        commitKnown = 0;
    }

    void take(List<Effect> effects, Consumer<EntryId> onDropped) {
        memberships.beginEffects();
        for (var effect : effects) {
            if (effect instanceof Effect.Persist(_, var ballot, _, var log, _)) {
                if (ballot != null) {
                    ballotInMemory = ballot;
                }
                if (log != null) {
                    take(log.entries(), onDropped);
                }
            }
        }
    }

    private void take(LogSlice entries, Consumer<EntryId> onDropped) {
        var kept = entries.previous().index();
        for (var index = inMemory.lastIndex(); index > kept; index--) {
            onDropped.accept(inMemory.idAt(index));
        }
        inMemory.truncateAfter(kept);
        inMemory.append(entries);
        memberships.truncateAfter(kept);
        memberships.append(entries.memberships());
    }

    void beginWrite(LogWrite write) {
        underWay = write;
    }

    void endWrite(LogWrite write) {
        underWay = null;
        if (write.ballot() != null) {
            ballotOnDisk = write.ballot();
        }
        onDisk.truncateAfter(write.keepThrough());
        write.entries().forEach(entry -> onDisk.append(entry.id().term()));
    }

    void knowCommitted(long index) {
        commitKnown = Math.max(commitKnown, index);
    }
}
