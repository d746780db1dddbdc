package io.balsa.raft.core;

import io.balsa.raft.core.FollowerProgress.Phase;

/// What a leader knows of one follower's log, and what is on its way to it (§5.3, Figure 2
/// `nextIndex` and `matchIndex`).
///
/// A follower is first probed, one message at a time, for the place where its log agrees with the
/// leader's; then entries are sent ahead, as far as the limits allow. One that needs entries that
/// were purged gets a snapshot (§7). One that lost what it had acknowledged is isolated.
final class Progress {
    private static final long LONG_AGO = Long.MIN_VALUE;
    private static final int TIMES_STUCK_MAX = 4;

    private final InFlight inFlight = new InFlight();
    private final Doubt doubt = new Doubt();
    private Phase phase = Phase.PROBING;

    /// The one message, or the one request for a snapshot, that a phase sends at a time is out.
    private boolean isAsked;

    private long matched;
    private long next;
    private long notifiedCommit;
    private long acknowledgedStamp = Message.NO_STAMP;
    private long heardAt;
    private long movedAt;
    private int timesStuck;

    /// The stamp of what was sent last, and what it was when `matched` last rose.
    private long sentStamp = Message.NO_STAMP;

    private long matchedStamp = Message.NO_STAMP;

    /// Answers to what left up to here are of no use: the follower has lost what they speak of.
    private long lostStamp = Message.NO_STAMP;

    private boolean isReadmitted;

    Progress(long next, long now) {
        this.next = next;
        heardAt = now;
    }

    long matched() {
        return matched;
    }

    long next() {
        return next;
    }

    /// The latest stamp of the leader's that this follower has answered: proof that it followed
    /// then. None before its first answer.
    long acknowledgedStamp() {
        return acknowledgedStamp;
    }

    /// When the latest message was sent that this follower has answered. A new follower gets the
    /// time it takes to answer for the first time; that proves nothing.
    long heardAt() {
        return heardAt;
    }

    /// Does an answer to a message of this stamp still say something about this follower?
    boolean believes(long stamp) {
        return phase != Phase.ISOLATED && (lostStamp == Message.NO_STAMP || stamp > lostStamp);
    }

    /// The follower answers. Returns whether that is still of any use.
    ///
    /// @param needed an unproven follower must hold the log up to here, and what it acknowledged
    boolean hear(Message.Acknowledgement answer, long needed) {
        var lost = Math.max(needed, matched);
        var isOfUse = believes(answer.stamp()) && doubt.hear(answer, sentStamp, lost);
        if (isOfUse) {
            acknowledgedStamp = Math.max(acknowledgedStamp, answer.stamp());
            heardAt = Math.max(heardAt, answer.stamp());
        }
        return isOfUse;
    }

    Doubt doubt() {
        return doubt;
    }

    /// What is sent from now on bears this stamp.
    void onStamp(long stamp) {
        sentStamp = stamp;
    }

    boolean isReadyFor(long bytes, Limits limits) {
        return switch (phase) {
            case PROBING -> !isAsked;
            case REPLICATING -> inFlight.hasRoomFor(bytes, limits);
            case SNAPSHOT, ISOLATED -> false;
        };
    }

    /// Is it known how far this follower's log agrees with the leader's?
    boolean isReplicating() {
        return phase == Phase.REPLICATING;
    }

    /// Must something be sent although there are no new entries?
    boolean wantsProbe() {
        return phase == Phase.PROBING && !isAsked;
    }

    /// Would the next message have to begin with an entry at or before `index`?
    boolean wantsEntriesUpTo(long index) {
        return next <= index && (wantsProbe() || phase == Phase.REPLICATING);
    }

    void onSent(long lastIndex, long bytes, long now) {
        if (inFlight.isEmpty()) {
            movedAt = now;
        }
        if (phase == Phase.PROBING) {
            isAsked = true;
            movedAt = now;
        } else if (lastIndex >= next) {
            inFlight.add(lastIndex, bytes);
            next = lastIndex + 1;
        }
    }

    boolean isUnaware(long commit) {
        return phase == Phase.REPLICATING && notifiedCommit < commit;
    }

    void onNotified(long commit) {
        notifiedCommit = Math.max(notifiedCommit, commit);
    }

    /// The follower's disk holds the leader's log up to `index`.
    void onMatched(long index, long now) {
        if (index <= matched && phase != Phase.PROBING) {
            return;
        }
        matched = Math.max(matched, index);
        matchedStamp = sentStamp;
        movedAt = now;
        if (phase == Phase.PROBING) {
            phase = Phase.REPLICATING;
            isAsked = false;
            next = matched + 1;
        }
        next = Math.max(next, matched + 1);
        if (inFlight.arrive(matched)) {
            timesStuck = 0;
        }
    }

    /// The follower lacks the entry at `rejected`; it may agree at `agreeing`. One that denies what
    /// it has acknowledged has lost it, or said so before: neither is a reason to ask again at
    /// once.
    void onConflict(long rejected, long agreeing, long now) {
        var isProbing = phase == Phase.PROBING;
        var isStale = rejected <= matched || (isProbing && rejected != next - 1);
        if (isStale || !getsEntries()) {
            return;
        }
        probeFrom(
                isProbing ? Math.max(matched, Math.min(agreeing, rejected - 1)) + 1 : matched + 1);
        movedAt = now;
    }

    /// What was on its way may be lost: look anew where the follower stands.
    void probe() {
        if (getsEntries()) {
            probeFrom(phase == Phase.PROBING ? next : matched + 1);
        }
    }

    private boolean getsEntries() {
        return phase == Phase.PROBING || phase == Phase.REPLICATING;
    }

    /// The follower cannot be reached: send it no entries until it answers a heartbeat.
    void pause() {
        if (getsEntries()) {
            probe();
            isAsked = true;
            movedAt = LONG_AGO;
        }
    }

    private void probeFrom(long index) {
        enter(Phase.PROBING);
        next = index;
    }

    private void enter(Phase phase) {
        this.phase = phase;
        isAsked = false;
        inFlight.clear();
    }

    /// Does the follower know its log to agree with the leader's only up to `index`, less than it
    /// acknowledged, with nothing on its way that would tell it more? So it is after a restart, and
    /// after it looked for another leader; until it is told, it cannot learn what is committed.
    boolean hasForgotten(long index) {
        return index < matched && phase == Phase.REPLICATING && inFlight.isEmpty();
    }

    /// Has something been on its way for longer than `patience` without an answer? The patience
    /// doubles each time that it ends: what is only slow gets slower when it is sent again.
    boolean isStuck(long now, long patience) {
        return (isAsked || !inFlight.isEmpty()) && movedAt <= now - (patience << timesStuck);
    }

    FollowerProgress describe() {
        var counts = acknowledgedStamp != Message.NO_STAMP && !doubt.exists() && !isIsolated();
        return new FollowerProgress(
                matched, phase, inFlight.size(), inFlight.bytes(), acknowledgedStamp, counts);
    }

    /// What was on its way seems to be lost.
    void onStuck() {
        timesStuck = Math.min(timesStuck + 1, TIMES_STUCK_MAX);
        isAsked = false;
        probe();
    }

    // ---- A snapshot in place of purged entries (§7) ----

    boolean awaitsSnapshot() {
        return phase == Phase.SNAPSHOT;
    }

    /// Nothing but a snapshot helps this follower.
    void awaitSnapshot() {
        enter(Phase.SNAPSHOT);
    }

    /// Must somebody be asked to send the snapshot, for the first time or because nothing has come
    /// of it for long?
    boolean wantsSnapshot() {
        return phase == Phase.SNAPSHOT && !isAsked;
    }

    void onSnapshotAsked(long now) {
        isAsked = true;
        movedAt = now;
    }

    /// The follower has all that was purged: entries can follow.
    void onCaughtUpWithPurged() {
        enter(Phase.REPLICATING);
        next = matched + 1;
        timesStuck = 0;
    }

    /// The snapshot did not get through: look anew where the follower stands, after a pause.
    void onSnapshotFailed(long now) {
        if (phase == Phase.SNAPSHOT) {
            probeFrom(matched + 1);
            isAsked = true;
            movedAt = now;
        }
    }

    // ---- A log that went back ----

    /// Does the follower deny, in its answer to a message of this stamp, what it had acknowledged
    /// before that message left?
    boolean isDenied(long rejected, long stamp) {
        return rejected <= matched && stamp > matchedStamp && believes(stamp);
    }

    boolean isIsolated() {
        return phase == Phase.ISOLATED;
    }

    /// Nothing that this follower has ever said counts any more.
    void isolate() {
        enter(Phase.ISOLATED);
        forgetAnswers();
        doubt.forget();
    }

    private void forgetAnswers() {
        matched = 0;
        acknowledgedStamp = Message.NO_STAMP;
    }

    /// Was this follower let back in by this leader?
    boolean isReadmitted() {
        return isReadmitted;
    }

    /// The follower begins anew, with whatever it has.
    void readmit(long next) {
        forgetAnswers();
        lostStamp = sentStamp;
        isReadmitted = true;
        probeFrom(next);
    }
}
