package io.balsa.raft.core;

import org.jspecify.annotations.Nullable;

import java.util.SortedMap;

/// Speaking for the group: replicates the log, commits, and keeps the followers loyal (§5.3, §5.4).
final class Leadership implements Standing {
    private final Knowledge state;
    private final Followers followers;
    private final Replication replication;
    private final ConfirmedReads reads;
    private final LeaseReads leaseReads;
    private final Backlog uncommitted = new Backlog();
    private final Reconfiguration changes;
    private final Transfer transfer;
    private final Reverts reverts;
    private final long firstIndexOfTerm;
    private long heartbeatAt;
    private boolean isHeartbeatWanted;
    private long stamp;

    /// By how much a stamp was ever ahead of the clock, for the sake of being unique.
    private long stampLead;

    /// Begins with a blank entry, which commits what earlier leaders left (§5.4.2, §8).
    Leadership(Knowledge state) {
        this.state = state;
        stamp = state.now();
        followers = new Followers(state);
        replication = new Replication(state);
        var blank = state.append(1, 0);
        state.outbox().answer(new Effect.Blank(blank));
        firstIndexOfTerm = blank.index();
        reads = new ConfirmedReads(state);
        leaseReads = new LeaseReads(state, this);
        changes = new Reconfiguration(state, this);
        transfer = new Transfer(state, followers);
        reverts = new Reverts(state, followers);
        heartbeatAt = state.now();
    }

    // ---- What others say ----

    void onMessage(MemberId from, Message message) {
        switch (message) {
            case Message.Appended answer -> onAppended(from, answer);
            case Message.Conflict answer -> onConflict(from, answer);
            case Message.HeartbeatAnswer answer -> onHeartbeatAnswer(from, answer);
            case Message.Isolated notice -> reverts.onIsolated(from, notice);
            case Message.RequestReadIndex(_, var question, var lease) ->
                    read(question, lease, from);
            default -> {} // Meant for a candidate or a follower: late, and of no use now.
        }
    }

    /// Takes a read of this member's own, or of the follower `asker`.
    void read(long read, boolean lease, @Nullable MemberId asker) {
        if (!lease || !leaseReads.answer(read, asker)) {
            reads.add(read, asker);
        }
    }

    private void onAppended(MemberId from, Message.Appended answer) {
        var follower = followers.heard(from, answer);
        if (follower != null) {
            follower.onMatched(answer.matched(), state.now());
            isHeartbeatWanted |= follower.doubt().takeRound();
            advanceCommit();
        }
    }

    private void onConflict(MemberId from, Message.Conflict answer) {
        var follower = followers.believed(from, answer.stamp());
        if (follower == null) {
            return;
        }
        if (reverts.isProof(follower, answer)) {
            reverts.onProof(from, follower, answer.hint());
            return;
        }
        follower.onConflict(answer.rejected(), lastAgreeing(answer.hint()), state.now());
    }

    /// The last index at which a log that ends with `hint`, as far as it may agree at all, may
    /// agree with this one. Nothing but a snapshot can tell of what was purged.
    private long lastAgreeing(EntryId hint) {
        return hint.index() < state.log().base().index()
                ? hint.index()
                : state.log().lastAgreeing(hint.index(), hint.term()).index();
    }

    private void onHeartbeatAnswer(MemberId from, Message.HeartbeatAnswer answer) {
        var follower = followers.heard(from, answer);
        if (follower != null) {
            if (answer.matched() > follower.matched()) {
                follower.onMatched(answer.matched(), state.now());
                advanceCommit();
            }
            if (follower.isStuck(state.now(), state.timing().electionMinNanos() / 2)) {
                follower.onStuck();
            } else if (follower.hasForgotten(answer.matched())) {
                follower.probe();
            }
        }
    }

    void onUnreachable(MemberId member) {
        var follower = followers.of(member);
        if (follower != null) {
            follower.pause();
        }
    }

    void onSnapshotFailed(MemberId member) {
        var follower = followers.of(member);
        if (follower != null) {
            follower.onSnapshotFailed(state.now());
        }
    }

    void onPersisted() {
        advanceCommit();
    }

    // ---- Committing ----

    /// Commits what a quorum holds, if the last of it is of this term: entries of earlier terms are
    /// committed only along with one (§5.4.2).
    private void advanceCommit() {
        var reached = followers.matchedByQuorum();
        if (reached >= firstIndexOfTerm && state.commit(reached)) {
            state.prove(true);
            changes.onCommit();
        }
    }

    SortedMap<MemberId, Long> matched() {
        return followers.matched();
    }

    /// The bytes of the proposals of this term that no quorum holds yet.
    Backlog uncommitted() {
        return uncommitted;
    }

    boolean hasCommittedInTerm() {
        return state.commit() >= firstIndexOfTerm;
    }

    // ---- Being heard ----

    /// The latest stamp that a quorum has answered: this member still led when that was sent.
    long quorumStamp() {
        return followers.stampOfQuorum();
    }

    /// When, at the earliest, all that was sent which a quorum has answered; [Long#MAX_VALUE] when
    /// this member is a quorum by itself.
    long quorumSentAt() {
        var answered = quorumStamp();
        return answered == Long.MAX_VALUE || answered == Message.NO_STAMP
                ? answered
                : answered - stampLead;
    }

    /// A leader that no quorum answers any more must not go on: it would keep others from electing
    /// one that is heard (Raft thesis §6.2).
    private boolean hasLostQuorum() {
        return state.now() > quorumDeadline();
    }

    private long quorumDeadline() {
        var heard = followers.quorumHeardAt();
        return heard == Long.MAX_VALUE ? heard : heard + state.timing().electionMinNanos();
    }

    /// Shows at the next drain that this member is there.
    void heartbeatNow() {
        isHeartbeatWanted = true;
    }

    /// Is it time to show it, asked for or not?
    private boolean isHeartbeatDue() {
        return isHeartbeatWanted || (state.switches().heartbeat() && state.now() >= heartbeatAt);
    }

    // ---- The parts of it ----

    Followers followers() {
        return followers;
    }

    ConfirmedReads reads() {
        return reads;
    }

    Reconfiguration changes() {
        return changes;
    }

    Reverts reverts() {
        return reverts;
    }

    Transfer transfer() {
        return transfer;
    }

    /// May a later leader be there already, although this one is heard? Once it has told another
    /// member to stand for election, nobody is loyal to it: no lease holds for the rest of the
    /// term.
    boolean mayHaveHandedOver() {
        return transfer.hasTold();
    }

    // ---- Time ----

    void passTime() {
        transfer.passTime();
    }

    /// Must this member stop leading? It must when no quorum hears it, and when it was removed.
    boolean isOver() {
        return hasLostQuorum() || transfer.isOverdue();
    }

    /// A stamp that nothing sent so far carries: an answer to it proves leadership now.
    long nextStamp() {
        return stamp + 1;
    }

    private void takeStamp() {
        stamp = Math.max(stamp + 1, state.now());
        stampLead = Math.max(stampLead, stamp - state.now());
    }

    // ---- Sending: once per batch of events ----

    void flush() {
        changes.goOn();
        var isHeartbeatDue = isHeartbeatDue();
        reads.confirm(this);
        takeStamp();
        followers.dismiss(stamp);
        var reading = reads.beginRound(stamp);
        if (isHeartbeatDue) {
            heartbeatAt = state.now() + state.timing().heartbeatNanos();
            isHeartbeatWanted = false;
        }
        followers.forEach((member, follower) -> {
            if (!follower.isIsolated()) {
                follower.onStamp(stamp);
                replication.replicate(member, follower, stamp);
                var isAsked = isHeartbeatDue || reading;
                tell(member, follower, reverts.prove(member, follower, isAsked) || isAsked);
            } else if (isHeartbeatDue) {
                reverts.remind(member);
            }
        });
        transfer.flush();
    }

    private void tell(MemberId member, Progress follower, boolean withHeartbeat) {
        if (withHeartbeat) {
            state.outbox().send(member, new Message.Heartbeat(state.term(), state.commit(), stamp));
            follower.onNotified(state.commit());
        } else if (follower.isUnaware(state.commit())) {
            state.outbox().send(member, new Message.CommitNotice(state.term(), state.commit()));
            follower.onNotified(state.commit());
        }
    }

    @Override
    public Role role() {
        return new Role.Leader();
    }

    @Override
    public MemberId leader() {
        return state.self();
    }

    @Override
    public long deadline() {
        var lost = quorumDeadline();
        var patience = lost == Long.MAX_VALUE ? lost : lost + 1;
        var heartbeat = state.switches().heartbeat() ? heartbeatAt : Long.MAX_VALUE;
        return Math.min(Math.min(heartbeat, patience), transfer.deadline());
    }

    @Override
    public void leave() {
        state.hear(quorumStamp());
        reads.refuseAll();
        changes.leave();
        transfer.leave();
        followers.leave();
    }
}
