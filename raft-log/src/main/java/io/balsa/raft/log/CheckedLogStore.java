package io.balsa.raft.log;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.EntryId;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/// A [LogStore] that watches over the contract of another: both what its user asks and what it
/// answers. What is against the rules is a [ContractViolation] that names the rule.
///
/// It compares ids, never contents, and is meant to be left on in production. What is durable it
/// cannot see; `LogStoreContract` of the test kit tries that.
public final class CheckedLogStore implements LogStore {
    private static final String CONTRACT = "LogStore";

    private final LogStore store;
    private final Recovery recovery;
    private final Turnstile writer =
            new Turnstile(CONTRACT, "one thread at a time writes or purges");
    private volatile LogExtent extent;
    private volatile boolean isClosed;
    private Ballot ballot;
    private @Nullable LogWrite refused;
    private @Nullable Throwable failure;

    /// Watches over `store` from now on. Nothing was written to it since it was opened.
    public CheckedLogStore(LogStore store) {
        this.store = store;
        this.recovery = store.recovery();
        this.extent = LogExtent.of(recovery.log());
        this.ballot = recovery.ballot();
        var last = recovery.log().lastIndex();
        check(
                recovery.sizes().lastIndex() == last,
                "recovery tells the size of every entry",
                () ->
                        "the last size is of %d and the last entry is %d"
                                .formatted(recovery.sizes().lastIndex(), last));
        for (var membership : recovery.log().memberships()) {
            check(
                    extent.has(membership.index())
                            && extent.termAt(membership.index()) == membership.id().term(),
                    "recovery tells memberships of entries that are there",
                    () -> "%s is not in %s".formatted(membership.id(), extent));
        }
    }

    private static void check(boolean condition, String rule, Supplier<String> seen) {
        if (!condition) {
            throw new ContractViolation(CONTRACT, rule, seen.get());
        }
    }

    private void checkOpen() {
        check(!isClosed, "nobody uses a store that was closed", () -> "it was closed before");
    }

    @Override
    public Recovery recovery() {
        return recovery;
    }

    @Override
    public void write(LogWrite write) throws IOException {
        writer.enter();
        try {
            checkOpen();
            checkNotFailed();
            checkRetry(write);
            checkBallot(write);
            checkEntries(write);
            carryOut(write);
        } finally {
            writer.leave();
        }
    }

    private void checkNotFailed() {
        check(
                failure == null,
                "nobody writes to a store again that failed",
                () -> "it failed with " + failure);
    }

    private void checkRetry(LogWrite write) {
        var expected = refused;
        check(
                expected == null || expected.equals(write),
                "a write that found the disk full is the next one, too",
                () -> "%s came instead of %s".formatted(summary(write), refused));
    }

    private void checkBallot(LogWrite write) {
        var next = write.ballot();
        if (next == null) {
            return;
        }
        var isVoteKept = ballot.votedFor() == null || ballot.votedFor().equals(next.votedFor());
        check(
                next.term() > ballot.term() || (next.term() == ballot.term() && isVoteKept),
                "terms only grow, and a vote is given once in each",
                () -> "%s after %s".formatted(next, ballot));
    }

    private void checkEntries(LogWrite write) {
        var before = extent;
        var reset = write.reset();
        check(
                write.keepThrough() >= before.base().index(),
                "nothing that was purged is dropped",
                () -> "%s in %s".formatted(summary(write), before));
        check(
                reset != null || write.keepThrough() <= before.lastIndex(),
                "a write keeps entries that are there",
                () -> "%s in %s".formatted(summary(write), before));
        check(
                reset == null || reset.term() >= before.base().term(),
                "a log is reset to what was committed later",
                () -> "%s in %s".formatted(summary(write), before));
        var previous =
                reset != null
                        ? reset
                        : new EntryId(before.termAt(write.keepThrough()), write.keepThrough());
        for (var entry : write.entries()) {
            var last = previous;
            check(
                    entry.id().index() == last.index() + 1 && entry.id().term() >= last.term(),
                    "entries follow each other without a hole, and terms never fall",
                    () -> "%s after %s".formatted(entry.id(), last));
            previous = entry.id();
        }
    }

    /// Losses show to readers before they happen, and additions after.
    private void carryOut(LogWrite write) throws IOException {
        var after = extent.after(write);
        if (after.losses() > extent.losses()) {
            var kept = new LogWrite(null, write.reset(), write.keepThrough(), List.of());
            extent = extent.after(kept);
        }
        try {
            store.write(write);
        } catch (DiskFullException full) {
            refused = write;
            throw full;
        } catch (IOException | RuntimeException | Error failed) {
            failure = failed;
            throw failed;
        }
        refused = null;
        extent = after;
        if (write.ballot() != null) {
            ballot = write.ballot();
        }
    }

    private static String summary(LogWrite write) {
        var entries = write.entries();
        return "keep through %d%s, then %s"
                .formatted(
                        write.keepThrough(),
                        write.reset() == null ? "" : " with a reset to " + write.reset(),
                        entries.isEmpty()
                                ? "nothing"
                                : entries.getFirst().id() + " to " + entries.getLast().id());
    }

    @Override
    public void purge(EntryId through) throws IOException {
        writer.enter();
        try {
            checkOpen();
            checkNotFailed();
            var before = extent;
            if (through.index() > before.base().index()) {
                check(
                        before.has(through.index())
                                && before.termAt(through.index()) == through.term(),
                        "a purge names an entry of the log",
                        () -> "%s in %s".formatted(through, before));
                extent = before.purgedThrough(through);
            }
            store.purge(through);
        } catch (IOException | Error failed) {
            failure = failed;
            throw failed;
        } finally {
            writer.leave();
        }
    }

    @Override
    public List<Entry> read(long firstIndex, long lastIndex, long bytesMax) throws IOException {
        checkOpen();
        check(
                firstIndex >= 1 && firstIndex <= lastIndex,
                "a read asks for some entries",
                () -> "%d to %d".formatted(firstIndex, lastIndex));
        var before = extent;
        var entries = store.read(firstIndex, lastIndex, bytesMax);
        checkAnswer(entries, firstIndex, lastIndex, bytesMax);
        var after = extent;
        if (before.losses() == after.losses()) {
            checkAgainst(before, entries, firstIndex);
        }
        return entries;
    }

    private static void checkAnswer(
            List<Entry> entries, long firstIndex, long lastIndex, long bytesMax) {
        var bytes = 0L;
        var index = firstIndex;
        for (var entry : entries) {
            var expected = index;
            check(
                    entry.id().index() == expected && expected <= lastIndex,
                    "an answer is what was asked for, without a hole",
                    () ->
                            "%s where %d to %d were asked for, in the place of %d"
                                    .formatted(entry.id(), firstIndex, lastIndex, expected));
            bytes += entry.payloadBytes();
            index++;
        }
        var sum = bytes;
        check(
                entries.size() <= 1 || bytes <= bytesMax,
                "an answer is no larger than was asked for, or one entry",
                () -> "%,d bytes, and %,d were asked for".formatted(sum, bytesMax));
    }

    /// Nothing was dropped or purged meanwhile.
    private static void checkAgainst(LogExtent extent, List<Entry> entries, long firstIndex) {
        check(
                !entries.isEmpty() || !extent.has(firstIndex),
                "an entry that is there can be read",
                () -> "%d is not, in %s".formatted(firstIndex, extent));
        for (var entry : entries) {
            check(
                    !extent.has(entry.id().index())
                            || extent.termAt(entry.id().index()) == entry.id().term(),
                    "entries read back as they were written",
                    () -> "%s in %s".formatted(entry.id(), extent));
        }
    }

    @Override
    public void close() throws IOException {
        isClosed = true;
        store.close();
    }
}
