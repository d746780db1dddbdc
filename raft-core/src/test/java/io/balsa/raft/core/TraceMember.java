package io.balsa.raft.core;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// One member of a [TraceCluster], with a disk that is as fast as the story wants.
final class TraceMember {
    private final MemberId id;
    private final TraceCluster cluster;
    private final ArrayDeque<Effect.Persist> diskQueue = new ArrayDeque<>();
    private @Nullable Raft raft;
    private boolean isDiskSlow;
    private int runs;
    private long seenCommit;

    private Ballot ballot = Ballot.NONE;
    private LogTerms log = new LogTerms(LogSlice.EMPTY);
    private final List<MembershipEntry> memberships = new ArrayList<>();
    private @Nullable SnapshotMark snapshot;

    TraceMember(MemberId id, TraceCluster cluster) {
        this.id = id;
        this.cluster = cluster;
    }

    void start() {
        var base = log.base().index();
        var onDisk = log.slice(base, log.lastIndex(), new Memberships(memberships));
        raft =
                new Raft(
                        cluster.config(id),
                        new PersistedState(ballot, onDisk, snapshot),
                        _ -> 10,
                        TraceCluster.dice(id, runs++));
        raft.start(cluster.now());
        seenCommit = 0;
    }

    boolean isRunning() {
        return raft != null;
    }

    /// Loses what the disk has not done yet, and everything in memory.
    void crash() {
        raft = null;
        diskQueue.clear();
        cluster.dropAllOf(id);
    }

    /// Comes back with an empty disk.
    void wipe() {
        crash();
        ballot = Ballot.NONE;
        log = new LogTerms(LogSlice.EMPTY);
        memberships.clear();
        snapshot = null;
        start();
    }

    /// Comes back with a log that ends at `index`, as from an old copy of its disk.
    void revert(long index) {
        crash();
        log.truncateAfter(index);
        memberships.removeIf(entry -> entry.index() > index);
        start();
    }

    /// Saves the state after all that is committed.
    void saveSnapshot() {
        var index = raft().commitIndex();
        var membership = new Memberships(memberships).committed(index);
        var saved = new SnapshotMark(new EntryId(log.termAt(index), index), membership);
        snapshot = saved;
        step(new Event.SnapshotSaved(saved));
    }

    /// The newest snapshot of this member, as it arrives at another when so many terms have passed.
    Event snapshotReceived(long termsAgo) {
        return new Event.SnapshotReceived(
                id, raft().term() - termsAgo, requireNonNull(snapshot, "no snapshot of " + id));
    }

    long deadline() {
        return raft().deadline();
    }

    Raft raft() {
        return requireNonNull(raft, "member " + id + " is down");
    }

    long termOnDisk(long index) {
        return log.termAt(index);
    }

    boolean hasMembershipAt(long index) {
        return memberships.stream().anyMatch(entry -> entry.index() == index);
    }

    /// Up to here somebody has looked at what this member knows to be committed.
    long seenCommit() {
        return seenCommit;
    }

    void seeCommit(long index) {
        seenCommit = index;
    }

    void step(Event... events) {
        for (var event : events) {
            raft().step(cluster.now(), event);
        }
        raft().effects().forEach(this::carryOut);
        if (!isDiskSlow) {
            finishWrites();
        }
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Persist persist -> diskQueue.add(persist);
            case Effect.Send send -> cluster.send(id, send);
            case Effect.Purge purge -> {
                cluster.tell(id + " " + effect);
                log.purge(purge.through().index());
            }
            default -> cluster.tell(id + " " + effect);
        }
    }

    void slowDisk() {
        isDiskSlow = true;
    }

    /// Lets the disk finish everything that waits for it.
    void finishWrites() {
        while (!diskQueue.isEmpty()) {
            var persist = diskQueue.removeFirst();
            write(persist);
            persist.then().forEach(send -> cluster.send(id, send));
            step(new Event.Persisted(persist.sequence()));
        }
    }

    private void write(Effect.Persist persist) {
        var parts = new ArrayList<String>();
        if (persist.ballot() != null) {
            ballot = persist.ballot();
            parts.add(ballot.toString());
        }
        if (persist.snapshot() != null) {
            snapshot = persist.snapshot();
            log.reset(snapshot.last());
            memberships.clear();
            memberships.add(snapshot.membership());
            parts.add("snapshot " + snapshot.last());
        }
        if (persist.log() != null) {
            var entries = persist.log().entries();
            log.truncateAfter(entries.previous().index());
            memberships.removeIf(entry -> entry.index() > entries.previous().index());
            log.append(entries);
            memberships.addAll(entries.memberships());
            parts.add("entries " + entries);
        }
        if (!parts.isEmpty()) {
            cluster.tell(id + " persists " + String.join(", ", parts));
        }
    }

    String belonging() {
        return raft == null
                ? id + " is down"
                : "%s %s %s %s"
                        .formatted(
                                id,
                                raft.belonging(),
                                raft.membershipEntry().id(),
                                raft.membership());
    }

    @Override
    public String toString() {
        if (raft == null) {
            return id + " is down; on disk " + ballot + " last=" + log.lastEntry();
        }
        var matched =
                raft.matched().entrySet().stream()
                        .map(follower -> follower.getKey() + ":" + follower.getValue())
                        .collect(Collectors.joining(" "));
        return "%s %s term=%d last=%s commit=%d%s"
                .formatted(
                        id,
                        raft.role(),
                        raft.term(),
                        raft.lastEntry(),
                        raft.commitIndex(),
                        matched.isEmpty() ? "" : " matched=" + matched);
    }
}
