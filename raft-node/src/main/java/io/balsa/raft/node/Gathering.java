package io.balsa.raft.node;

import io.balsa.raft.core.Limits;
import io.balsa.raft.core.Raft;
import io.balsa.raft.core.Role;

/// Lets the proposals of a leader wait for each other: docs/decisions/0012. Confined to the event
/// loop unless said otherwise.
final class Gathering {
    /// How long proposals may wait for this member's disk.
    private static final long DISK_NANOS_MAX = 1_000_000;

    /// How long they may then wait for everything else, which in a group that is far apart takes
    /// longer than a batch is worth.
    private static final long ROUND_NANOS_MAX = 250_000;

    /// A batch that takes no less in memory waits for the disk alone: what a round costs by the
    /// message is little beside it, and two such batches at once keep more of the group busy.
    private static final long SMALL_BYTES_MAX = 32 << 10;

    private final Raft raft;
    private final Limits limits;
    private final DiskWriter writer;
    private final Applier<?> applier;
    private volatile boolean isQuiet;
    private boolean isOn;
    private long until = Long.MAX_VALUE;

    /// Since when proposals wait, and since when not for the disk.
    private long since;

    private long idleSince;
    private boolean isDiskBusy;
    private boolean isRoundUnderWay;

    Gathering(Raft raft, Limits limits, DiskWriter writer, Applier<?> applier) {
        this.raft = raft;
        this.limits = limits;
        this.writer = writer;
        this.applier = applier;
    }

    /// Do a few proposals wait until more is written or applied? Then those that come need not wake
    /// the loop: it looks when that is done, or when they have waited for long enough. From any
    /// thread.
    boolean isQuiet() {
        return isQuiet;
    }

    /// Do proposals wait?
    boolean isOn() {
        return isOn;
    }

    /// When the loop must look again at the latest.
    long deadline() {
        return until;
    }

    /// Looks at what is under way: before a turn takes in what callers propose, so that whoever has
    /// been answered by then and proposes again is among these.
    void look() {
        isDiskBusy = !writer.isIdle();
        isRoundUnderWay = isAnyUnanswered();
    }

    private boolean isAnyUnanswered() {
        return applier.answeredIndex() < raft.lastEntry().index();
    }

    /// Should so many proposals, of `bytes` together, wait for more at time `now`? Until it says no
    /// it must be asked on every turn; then they go.
    ///
    /// While a batch is under way, the next one grows: to send its parts ahead would only make more
    /// messages of them, and each of these wakes every member. Not for long, since what one member
    /// is slow with must not hold up the group.
    boolean holdsBack(long now, int proposals, long bytes) {
        var isSmall = bytes + proposals * NodeLimits.ENTRY_BYTES < SMALL_BYTES_MAX;
        if (proposals > 0
                && proposals < limits.messageEntriesMax()
                && bytes < limits.messageBytesMax()
                && raft.role() instanceof Role.Leader) {
            if (!isOn) {
                isOn = true;
                since = now;
                idleSince = Long.MAX_VALUE;
            }
            until = waitUntil(now, isSmall);
            if (now < until) {
                hush(now, isSmall);
                return true;
            }
        }
        isOn = false;
        isQuiet = false;
        until = Long.MAX_VALUE;
        return false;
    }

    /// Most likely the followers' disks are busy while this one is; and those whose answers are on
    /// their way propose again once they have them.
    private long waitUntil(long now, boolean isSmall) {
        if (isDiskBusy) {
            return since + DISK_NANOS_MAX;
        }
        idleSince = Math.min(idleSince, now);
        return isRoundUnderWay && isSmall ? idleSince + ROUND_NANOS_MAX : now;
    }

    /// The apply lane wakes the loop from now on. If it was done just before, the loop looks again
    /// at once.
    private void hush(long now, boolean isSmall) {
        isQuiet = isSmall;
        if (isSmall && isRoundUnderWay && !isAnyUnanswered()) {
            until = now;
        }
    }
}
