package io.balsa.raft.testkit.property;

import io.balsa.raft.core.Effect;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.Event;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Message;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.LogWrite;
import io.balsa.raft.log.Recovery;
import io.balsa.raft.node.RaftState;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Consumer;

/// Shows a group to all properties: keeps the [Chronicle] and passes on what happens. The first
/// violation is kept, wherever it was thrown from.
public final class Watch {
    private final Chronicle chronicle;
    private final List<Property> properties;
    private @Nullable Violation violation;

    public Watch(Chronicle chronicle, List<Property> properties) {
        this.chronicle = chronicle;
        this.properties = List.copyOf(properties);
    }

    public Chronicle chronicle() {
        return chronicle;
    }

    public @Nullable Violation violation() {
        return violation;
    }

    /// Throws the violation, if there is one. Where it was thrown first, somebody may have caught
    /// it.
    public void stopAtViolation() {
        if (violation != null) {
            throw violation;
        }
    }

    /// Keeps and throws a violation.
    public void fail(Violation violation) {
        if (this.violation == null) {
            this.violation = violation;
        }
        throw violation;
    }

    /// A member has opened its stores.
    ///
    /// @param snapshot its newest one, null when it has none
    public void onStarted(
            MemberId member,
            Recovery recovery,
            List<Entry> entries,
            @Nullable SnapshotMark snapshot) {
        tell(property -> property.onStarted(member, recovery, entries));
        keep(() -> chronicle.of(member).start(recovery, snapshot, chronicle));
    }

    /// A member has lost its disk, and will find an empty one.
    public void onDiskLost(MemberId member) {
        chronicle.of(member).loseDisk();
        tell(property -> property.onDiskLost(member));
    }

    public void onEvent(MemberId member, Event event) {
        tell(property -> property.onEvent(member, event));
    }

    public void onEffects(MemberId member, List<Effect> effects) {
        Consumer<EntryId> onDropped = id -> tell(property -> property.onDropped(member, id));
        keep(() -> chronicle.of(member).take(effects, chronicle, onDropped));
        for (var effect : effects) {
            switch (effect) {
                case Effect.Commit(var index) -> onCommitKnown(member, index);
                case Effect.Send(_, var message) -> onCommitKnown(member, commitIn(message));
                case Effect.Persist persist ->
                        persist.then()
                                .forEach(send -> onCommitKnown(member, commitIn(send.message())));
                default -> {}
            }
        }
        tell(property -> property.onEffects(member, effects));
    }

    public void onSent(MemberId from, MemberId to, Message message) {
        tell(property -> property.onSent(from, to, message));
    }

    /// What a leader says in `message` is committed; 0 in other messages.
    static long commitIn(Message message) {
        return switch (message) {
            case Message.AppendEntries(_, _, var index, _) -> index;
            case Message.Heartbeat(_, var index, _) -> index;
            case Message.CommitNotice(_, var index) -> index;
            case Message.RequestPreVote _,
                    Message.PreVote _,
                    Message.RequestVote _,
                    Message.Vote _,
                    Message.Appended _,
                    Message.Conflict _,
                    Message.HeartbeatAnswer _,
                    Message.RequestReadIndex _,
                    Message.ReadIndex _,
                    Message.TimeoutNow _,
                    Message.Removed _,
                    Message.Isolate _,
                    Message.Isolated _,
                    Message.Readmit _,
                    Message.Proven _ ->
                    0;
        };
    }

    public void onWriteBegun(MemberId member, LogWrite write) {
        chronicle.of(member).beginWrite(write);
    }

    public void onWritten(MemberId member, LogWrite write) {
        keep(() -> chronicle.of(member).endWrite(write, chronicle));
        tell(property -> property.onWritten(member, write));
    }

    public void onPurged(MemberId member, EntryId through) {
        tell(property -> property.onPurged(member, through));
        chronicle.of(member).purge(through);
    }

    public void onReached(MemberId member, long index, long digest) {
        tell(property -> property.onReached(member, index, digest));
    }

    public void onRestored(MemberId member, SnapshotMark snapshot, long digest) {
        tell(property -> property.onRestored(member, snapshot, digest));
    }

    public void onApplied(MemberId member, EntryId entry, long fingerprint) {
        tell(property -> property.onApplied(member, entry, fingerprint));
    }

    public void onAcknowledged(EntryId entry) {
        tell(property -> property.onAcknowledged(entry));
    }

    public void onState(RaftState state) {
        tell(property -> property.onState(state));
    }

    private void onCommitKnown(MemberId member, long index) {
        var diary = chronicle.of(member);
        var committed = chronicle.committed();
        for (var at = diary.commitKnown() + 1; at <= index; at++) {
            var entry = diary.inMemory().idAt(at);
            if (at > diary.inMemory().lastIndex()) {
                fail(new Violation("CommittedStays", member + " lacks the committed " + at));
            } else if (at > committed.lastIndex()) {
                chronicle.commit(entry, diary);
                var inTerm = diary.term();
                tell(property -> property.onCommitted(member, entry, inTerm));
            } else if (!committed.contains(entry)) {
                fail(
                        new Violation(
                                "CommittedStays",
                                "%s commits %s where %s is committed"
                                        .formatted(member, entry, committed.idAt(at))));
            }
        }
        diary.knowCommitted(index);
    }

    private void tell(Consumer<Property> news) {
        keep(() -> properties.forEach(news));
    }

    private void keep(Runnable step) {
        try {
            step.run();
        } catch (Violation found) {
            fail(found);
        }
    }
}
