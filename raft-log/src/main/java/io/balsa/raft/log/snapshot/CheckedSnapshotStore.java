package io.balsa.raft.log.snapshot;

import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.ContractViolation;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.function.Supplier;

/// A [SnapshotStore] that watches over the contract of another: both what its user asks and what it
/// answers. What is against the rules is a [ContractViolation] that names the rule.
///
/// It sums up what is written once more, and is meant to be left on in production. What is durable
/// it cannot see; `SnapshotStoreContract` of the test kit tries that.
public final class CheckedSnapshotStore implements SnapshotStore {
    static final String CONTRACT = "SnapshotStore";

    private final SnapshotStore store;
    private volatile boolean isClosed;
    private volatile @Nullable SnapshotMark newest;

    /// Watches over `store` from now on.
    public CheckedSnapshotStore(SnapshotStore store) {
        this.store = store;
        newest();
    }

    static void check(boolean condition, String rule, Supplier<String> seen) {
        if (!condition) {
            throw new ContractViolation(CONTRACT, rule, seen.get());
        }
    }

    private void checkOpen() {
        check(!isClosed, "nobody uses a store that was closed", () -> "it was closed before");
    }

    private static void checkMark(SnapshotMark mark) {
        check(
                mark.last().index() > 0 && mark.membership().index() <= mark.last().index(),
                "a snapshot covers an entry, and the membership it tells",
                () ->
                        "%s with the membership of %s"
                                .formatted(mark.last(), mark.membership().id()));
    }

    /// The newest never goes back. Two threads may find it out in another order than it happened,
    /// so what counts is what was known before the question.
    @Override
    public @Nullable SnapshotMark newest() {
        var before = newest;
        var found = store.newest();
        checkNotBack(before, found);
        if (found != null) {
            newest = found;
        }
        return found;
    }

    private static void checkNotBack(@Nullable SnapshotMark before, @Nullable SnapshotMark now) {
        check(
                before == null || (now != null && SnapshotMarks.isNotOlder(now, before)),
                "the newest never goes back",
                () -> "%s after %s".formatted(now, before));
    }

    @Override
    public @Nullable SnapshotFile open() throws IOException {
        checkOpen();
        var before = newest;
        var file = store.open();
        checkNotBack(before, file == null ? null : file.mark());
        return file == null ? null : new CheckedSnapshotFile(file);
    }

    @Override
    public SnapshotDraft begin(SnapshotMark mark) throws IOException {
        checkOpen();
        checkMark(mark);
        return new CheckedDraft(this, mark, store.begin(mark));
    }

    @Override
    public SnapshotPartial receive(SnapshotId id, SnapshotMark mark) throws IOException {
        checkOpen();
        checkMark(mark);
        return new CheckedPartial(this, mark, id, store.receive(id, mark));
    }

    /// What was finished is the newest, or older than it.
    void checkFinished(SnapshotMark mark) {
        var found = newest();
        check(
                found != null && SnapshotMarks.isNotOlder(found, mark),
                "what was finished is the newest, or older than it",
                () -> "%s was finished, and the newest is %s".formatted(mark, found));
    }

    @Override
    public void close() throws IOException {
        isClosed = true;
        store.close();
    }
}
