package io.balsa.raft.core;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// One member of a group, as a deterministic state machine: the door to the protocol.
///
/// Events go in through [#step], any number of them; what must be done about them comes out of
/// [#effects], once: one disk write, one message per follower, however many events there were. The
/// same events at the same times, and a generator with the same seed, always give the same effects.
/// Confined to one thread: the caller's.
public final class Raft {
    private final Knowledge state;
    private final Election election;
    private final FollowerLog followerLog;
    private final Proposals proposals;
    private final MembershipChanges changes;
    private final Handover handover;
    private final Snapshots snapshots;
    private final Isolation isolation;

    /// A member that finds `persisted` on its disk. `sizes` must know every entry that an effect
    /// has named so far.
    public Raft(
            RaftConfig config, PersistedState persisted, EntrySizes sizes, RandomGenerator random) {
        state = new Knowledge(config, persisted, new FreshSizes(sizes), random);
        election = new Election(state);
        followerLog = new FollowerLog(state);
        proposals = new Proposals(state);
        changes = new MembershipChanges(state);
        handover = new Handover(state, election);
        snapshots = new Snapshots(state, followerLog, persisted.snapshot());
        isolation = new Isolation(state, election);
    }

    /// Begins at time `now`, which may be before zero. Nobody starts as a leader, whatever it was.
    public void start(long now) {
        state.passTime(now);
        election.start();
    }

    /// Takes in one event.
    public void step(long now, Event event) {
        state.passTime(now);
        if (state.standing() instanceof Leadership leadership) {
            leadership.passTime();
            if (leadership.isOver()) {
                election.stepDown();
            }
        }
        switch (event) {
            case Event.TimePassed() -> election.onTimePassed();
            case Event.Received(var from, var message) -> onMessage(from, message);
            case Event.Unreachable(var member) -> onUnreachable(member);
            case Event.Proposed proposed -> proposals.onProposed(proposed);
            case Event.ReadRequested request -> onReadRequested(request);
            case Event.Persisted(var sequence) -> onPersisted(sequence);
            case Event.Bootstrapped(var membership) -> onBootstrapped(membership);
            case Event.MembershipChangeRequested request -> changes.onRequested(request);
            case Event.TransferRequested request -> handover.onRequested(request);
            case Event.ElectionRequested(var preVote) -> election.onRequested(preVote);
            case Event.HeartbeatRequested() -> onHeartbeatRequested();
            case Event.SwitchesSet(var switches) -> state.set(switches);
            case Event.SnapshotSaved(var snapshot) -> snapshots.onSaved(snapshot);
            case Event.SnapshotReceived received -> onSnapshotReceived(received);
            case Event.SnapshotFailed(var to) -> snapshots.onFailed(to);
            case Event.PurgeRequested(var through) -> snapshots.onPurgeRequested(through);
            case Event.RevertAllowed allowed -> isolation.onRevertAllowed(allowed);
            case Event.VouchedFor(var change) -> isolation.onVouchedFor(change);
        }
        Invariants.hold(state);
    }

    /// What must be done about the events since the last call, in the order in which to do it.
    public List<Effect> effects() {
        switch (state.standing()) {
            case Leadership leadership -> leadership.flush();
            case Following following when following.reads() != null -> following.reads().flush();
            case Following _, Campaign _ -> {}
        }
        var effects = state.outbox().drain(state);
        state.settle();
        return effects;
    }

    /// When [Event.TimePassed] is due at the latest; [Long#MAX_VALUE] for never.
    public long deadline() {
        return state.standing().deadline();
    }

    private void onMessage(MemberId from, Message message) {
        if (changes.turnsAway(from, message)) {
            return;
        }
        if (message.term() > state.term() && Election.binds(message)) {
            election.observeTerm(message.term());
        }
        switch (message) {
            case Message.RequestPreVote request -> election.onRequestPreVote(from, request);
            case Message.PreVote answer -> election.onPreVote(from, answer);
            case Message.RequestVote request -> election.onRequestVote(from, request);
            case Message.AppendEntries entries -> followerLog.onAppendEntries(from, entries);
            case Message.Heartbeat heartbeat -> followerLog.onHeartbeat(from, heartbeat);
            case Message.CommitNotice notice -> followerLog.onCommitNotice(from, notice);
            case Message.TimeoutNow request -> handover.onTimeoutNow(request);
            case Message.Removed _ -> changes.onRemoved();
            case Message.Isolate notice -> isolation.onIsolate(notice);
            case Message.Readmit notice -> isolation.onReadmit(notice);
            case Message.Proven notice -> isolation.onProven(notice);
            case Message.Vote _,
                    Message.Appended _,
                    Message.Conflict _,
                    Message.HeartbeatAnswer _,
                    Message.Isolated _,
                    Message.RequestReadIndex _,
                    Message.ReadIndex _ -> {
                if (message.term() == state.term()) {
                    onMessageOfThisTerm(from, message);
                }
            }
        }
    }

    private void onMessageOfThisTerm(MemberId from, Message message) {
        switch (state.standing()) {
            case Leadership leadership -> leadership.onMessage(from, message);
            case Following following -> {
                if (message instanceof Message.ReadIndex(_, var question, var index)
                        && following.reads() != null) {
                    following.reads().onAnswer(question, index);
                }
            }
            case Campaign _ when message instanceof Message.Vote vote ->
                    election.onVote(from, vote);
            case Campaign _ -> {}
        }
    }

    private void onUnreachable(MemberId member) {
        if (state.standing() instanceof Leadership leadership) {
            leadership.onUnreachable(member);
        }
    }

    private void onReadRequested(Event.ReadRequested request) {
        switch (state.standing()) {
            case Leadership leadership -> leadership.read(request.read(), request.lease(), null);
            case Following following when following.reads() != null ->
                    following.reads().add(request.read(), request.lease());
            case Following _, Campaign _ -> {
                var refused = new Effect.RefuseRead(request.read(), new Refusal.NotLeader(null));
                state.outbox().answer(refused);
            }
        }
    }

    private void onSnapshotReceived(Event.SnapshotReceived received) {
        if (received.term() > state.term()) {
            election.observeTerm(received.term());
        }
        snapshots.onReceived(received);
    }

    private void onHeartbeatRequested() {
        if (state.standing() instanceof Leadership leadership) {
            leadership.heartbeatNow();
        }
    }

    private void onPersisted(long sequence) {
        state.durability().onPersisted(sequence);
        switch (state.standing()) {
            case Leadership leadership -> leadership.onPersisted();
            case Campaign _ -> election.onPersisted();
            case Following _ -> {}
        }
    }

    /// A member that already knows a group keeps to it. The log tells, not the ballot: a crash may
    /// have left the ballot of a first attempt alone.
    private void onBootstrapped(Membership membership) {
        if (obstacle(membership) == null) {
            state.begin(membership);
            election.onRequested(true);
        }
    }

    /// Why this member cannot begin a group of these members now; null when it can.
    public @Nullable ChangeRefusal obstacle(Membership first) {
        return changes.obstacleToFounding(first);
    }

    // ---- What others may know of this member ----

    /// The part it plays in this term.
    public Role role() {
        return state.standing().role();
    }

    /// The term it is in; 0 before the first.
    public long term() {
        return state.term();
    }

    /// The leader of this term, as far as this member knows.
    public @Nullable MemberId leader() {
        return state.leader();
    }

    /// The last entry of its log, on disk or not.
    public EntryId lastEntry() {
        return state.log().lastEntry();
    }

    /// What it knows to be committed and has in its log.
    public long commitIndex() {
        return state.commit();
    }

    /// When this member last knew that its group has a leader, by its own clock: when it heard of
    /// one, or when it led and a quorum followed. [Long#MIN_VALUE] for never.
    public long heardAt() {
        if (state.standing() instanceof Leadership leadership) {
            state.hear(leadership.quorumStamp());
        }
        return state.heardAt();
    }

    /// The effective membership: the last in the log.
    public Membership membership() {
        return state.membership();
    }

    /// The effective membership with the entry that holds it.
    public MembershipEntry membershipEntry() {
        return state.effectiveMembership();
    }

    /// What this member is to its group.
    public Belonging belonging() {
        return state.candidacy().belonging();
    }

    /// What this member's word is worth to its group.
    public Credit credit() {
        return state.trust().credit(state.ballot());
    }

    /// Where this member reaches others, by their memberships in the log: also such as have left
    /// and are still to be told so.
    public SortedMap<MemberId, String> addresses() {
        return state.addresses();
    }

    /// The latest membership that can no longer be taken back, with the entry that holds it.
    public MembershipEntry committedMembership() {
        return state.committedMembership();
    }

    /// The last entry that the newest snapshot covers, [EntryId#NONE] when there is none.
    public EntryId snapshot() {
        return snapshots.newest();
    }

    /// The last entry that is not in the log any more.
    public EntryId purged() {
        return state.log().base();
    }

    /// This member's disk holds its log up to here.
    public long durableIndex() {
        return state.durability().index();
    }

    /// On a leader, what it knows of each follower; empty on others.
    public SortedMap<MemberId, FollowerProgress> followers() {
        return state.standing() instanceof Leadership leadership
                ? leadership.followers().described()
                : new TreeMap<>();
    }

    /// On a leader, the last entry that each follower is known to hold; empty on others.
    public SortedMap<MemberId, Long> matched() {
        return state.standing() instanceof Leadership leadership
                ? leadership.matched()
                : new TreeMap<>();
    }

    /// On a leader, the last entry that all followers are known to hold: it sends them none of
    /// these again, unless they lose them. [Long#MAX_VALUE] on others, and without followers.
    public long matchedByAll() {
        return state.standing() instanceof Leadership leadership
                ? leadership.followers().matchedByAll()
                : Long.MAX_VALUE;
    }
}
