package io.balsa.raft.node;

import io.balsa.raft.core.FollowerProgress;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Message;
import io.balsa.raft.core.Raft;
import io.balsa.raft.core.Role;

import org.jspecify.annotations.Nullable;

import java.util.SortedMap;
import java.util.TreeMap;

/// What others may know of a member: shows its state, and tells those who wait for another one.
/// Confined to the event loop but for what it shows.
final class Bulletin {
    private static final long NEVER = Long.MIN_VALUE;

    private final RaftSetup<?> setup;
    private final Raft raft;
    private final Crew<?> crew;
    private final RoleLog roleLog;
    private final DoubtLog doubtLog;
    private final Waits waits = new Waits();
    private final Listeners listeners;
    private SortedMap<MemberId, FollowerState> followers = new TreeMap<>();
    private long followersNotedAt = NEVER;
    private volatile RaftState state;
    private volatile boolean isAwaited;
    private volatile long heardAt = NEVER;

    Bulletin(RaftSetup<?> setup, Raft raft, Crew<?> crew) {
        this.setup = setup;
        this.raft = raft;
        this.crew = crew;
        roleLog = new RoleLog(setup.member());
        doubtLog = new DoubtLog(setup.member(), setup.timing().electionMaxNanos());
        listeners = new Listeners(setup.world().runtime(), this::state);
        state = snapshot();
    }

    // ---- From any thread ----

    /// The state as it was at the end of the latest turn.
    RaftState state() {
        return state.at(crew.applier().appliedIndex(), leaderHeardNanosAgo(now()));
    }

    /// How long ago a leader was heard of; [Long#MAX_VALUE] for never.
    long leaderHeardNanosAgo() {
        return leaderHeardNanosAgo(now());
    }

    private long leaderHeardNanosAgo(long now) {
        var heard = heardAt;
        return heard == NEVER ? Long.MAX_VALUE : Math.max(0, now - heard);
    }

    private long now() {
        return setup.world().runtime().now();
    }

    /// Does anybody wait for a change, and so also for one that only the apply lane sees?
    boolean isFollowed() {
        return isAwaited || !listeners.isEmpty();
    }

    Listeners listeners() {
        return listeners;
    }

    // ---- On the event loop ----

    void add(Wait wait) {
        waits.add(wait);
        isAwaited = true;
    }

    /// The turn ends at time `now`: shows what it brought.
    void publish(long now) {
        heardAt = raft.heardAt();
        noteFollowers(now);
        var previous = state;
        if (hasChanged(previous)) {
            state = snapshot();
            roleLog.onState(previous, state);
        }
        if (isAwaited) {
            waits.check(state(), now);
            isAwaited = !waits.isEmpty();
        }
        listeners.wake();
    }

    private boolean hasChanged(RaftState shown) {
        var log = shown.log();
        return shown.term() != raft.term()
                || log.commitIndex() != raft.commitIndex()
                || log.durableIndex() != raft.durableIndex()
                || !log.last().equals(raft.lastEntry())
                || !shown.role().equals(raft.role())
                || shown.belonging() != raft.belonging()
                || shown.credit() != raft.credit()
                || !log.purged().equals(raft.purged())
                || !log.snapshot().equals(raft.snapshot())
                || !shown.followers().equals(followers);
    }

    /// Costs a little on every turn of a busy leader, so it is done seldom unless somebody follows.
    private void noteFollowers(long now) {
        var isLeader = raft.role() instanceof Role.Leader;
        if (!isLeader) {
            if (!followers.isEmpty()) {
                followers = new TreeMap<>();
                doubtLog.onNoLeader();
            }
            followersNotedAt = NEVER;
        } else if (isFollowed()
                || followersNotedAt == NEVER
                || now - followersNotedAt >= setup.timing().heartbeatNanos()) {
            var noted = new TreeMap<MemberId, FollowerState>();
            var progresses = raft.followers();
            progresses.forEach((member, progress) ->
                    noted.put(member, noted(progress, crew.transfer(member), now)));
            doubtLog.onFollowers(raft.membership(), progresses, now);
            followers = noted;
            followersNotedAt = now;
        }
    }

    private static FollowerState noted(
            FollowerProgress progress, @Nullable SnapshotTransfer snapshot, long now) {
        var heardAt = progress.heardAt();
        return new FollowerState(
                progress,
                heardAt == Message.NO_STAMP ? Long.MAX_VALUE : Math.max(0, now - heardAt),
                snapshot);
    }

    /// When it must look again at the latest.
    long deadline() {
        return waits.deadline();
    }

    private RaftState snapshot() {
        return new RaftState(
                setup.member(),
                raft.belonging(),
                raft.credit(),
                raft.role(),
                raft.term(),
                raft.leader(),
                new LogState(
                        raft.purged(),
                        raft.snapshot(),
                        crew.applier().appliedIndex(),
                        raft.commitIndex(),
                        raft.durableIndex(),
                        raft.lastEntry()),
                raft.membershipEntry(),
                raft.committedMembership(),
                followers,
                0);
    }

    void refuseAll(RaftException.Stopped reason) {
        waits.refuseAll(reason);
    }
}
