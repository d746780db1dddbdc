package io.balsa.raft.core;

import java.util.ArrayDeque;

/// What a leader knows of one follower's log, and what is on its way to it (§5.3, Figure 2
/// `nextIndex` and `matchIndex`).
///
/// A follower is first probed, one message at a time, for the place where its log agrees with the
/// leader's; then entries are sent ahead without waiting, as far as the limits allow.
final class Progress {
    private static final long LONG_AGO = Long.MIN_VALUE;
    private static final int TIMES_STUCK_MAX = 4;

    private final ArrayDeque<InFlight> inFlight = new ArrayDeque<>();
    private long inFlightBytes;
    private boolean isProbing = true;
    private boolean isProbeOut;
    private long matched;
    private long next;
    private long notifiedCommit;
    private long acknowledgedStamp = Message.NO_STAMP;
    private long heardAt;
    private long movedAt;
    private int timesStuck;

    private record InFlight(long lastIndex, long bytes) {}

    Progress(long next, long now) {
        this.next = next;
        heardAt = now;
        movedAt = now;
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

    void acknowledge(long stamp) {
        acknowledgedStamp = Math.max(acknowledgedStamp, stamp);
        heardAt = Math.max(heardAt, stamp);
    }

    boolean isReadyFor(long bytes, Limits limits) {
        if (isProbing) {
            return !isProbeOut;
        }
        return inFlight.isEmpty()
                || (inFlight.size() < limits.inFlightMessagesMax()
                        && inFlightBytes + bytes <= limits.inFlightBytesMax());
    }

    /// Is it known how far this follower's log agrees with the leader's?
    boolean isReplicating() {
        return !isProbing;
    }

    /// Must something be sent although there are no new entries?
    boolean wantsProbe() {
        return isProbing && !isProbeOut;
    }

    void onSent(long lastIndex, long bytes, long now) {
        if (inFlight.isEmpty()) {
            movedAt = now;
        }
        if (isProbing) {
            isProbeOut = true;
            movedAt = now;
        } else if (lastIndex >= next) {
            inFlight.add(new InFlight(lastIndex, bytes));
            inFlightBytes += bytes;
            next = lastIndex + 1;
        }
    }

    boolean isUnaware(long commit) {
        return !isProbing && notifiedCommit < commit;
    }

    void onNotified(long commit) {
        notifiedCommit = Math.max(notifiedCommit, commit);
    }

    /// The follower's disk holds the leader's log up to `index`.
    void onMatched(long index, long now) {
        if (index <= matched && !isProbing) {
            return;
        }
        matched = Math.max(matched, index);
        movedAt = now;
        if (isProbing) {
            isProbing = false;
            isProbeOut = false;
            next = matched + 1;
        }
        next = Math.max(next, matched + 1);
        while (!inFlight.isEmpty() && inFlight.getFirst().lastIndex() <= matched) {
            inFlightBytes -= inFlight.removeFirst().bytes();
            if (inFlight.isEmpty()) {
                timesStuck = 0;
            }
        }
    }

    /// The follower lacks the entry at `rejected`; it may agree at `agreeing`. One that denies what
    /// it has acknowledged has lost it, or said so before: neither is a reason to ask again at
    /// once.
    void onConflict(long rejected, long agreeing, long now) {
        var isStale = rejected <= matched || (isProbing && rejected != next - 1);
        if (isStale) {
            return;
        }
        probeFrom(
                isProbing ? Math.max(matched, Math.min(agreeing, rejected - 1)) + 1 : matched + 1);
        movedAt = now;
    }

    /// What was on its way may be lost: look anew where the follower stands.
    void probe() {
        probeFrom(isProbing ? next : matched + 1);
    }

    /// The follower cannot be reached: send it no entries until it answers a heartbeat.
    void pause() {
        probe();
        isProbeOut = true;
        movedAt = LONG_AGO;
    }

    private void probeFrom(long index) {
        isProbing = true;
        isProbeOut = false;
        next = index;
        inFlight.clear();
        inFlightBytes = 0;
    }

    /// Does the follower know its log to agree with the leader's only up to `index`, less than it
    /// acknowledged, with nothing on its way that would tell it more? So it is after a restart, and
    /// after it looked for another leader; until it is told, it cannot learn what is committed.
    boolean hasForgotten(long index) {
        return index < matched && !isProbing && inFlight.isEmpty();
    }

    /// Has something been on its way for longer than `patience` without an answer? The patience
    /// doubles each time that it ends: what is only slow gets slower when it is sent again.
    boolean isStuck(long now, long patience) {
        return (isProbeOut || !inFlight.isEmpty()) && movedAt <= now - (patience << timesStuck);
    }

    FollowerProgress describe() {
        var phase = isProbing ? FollowerProgress.Phase.PROBING : FollowerProgress.Phase.REPLICATING;
        return new FollowerProgress(
                matched, phase, inFlight.size(), inFlightBytes, acknowledgedStamp);
    }

    /// What was on its way seems to be lost.
    void onStuck() {
        timesStuck = Math.min(timesStuck + 1, TIMES_STUCK_MAX);
        probe();
    }
}
