package io.balsa.raft.core;

import java.util.SortedSet;
import java.util.TreeSet;

/// What a member's own word is worth, and whom it was told to believe again.
///
/// A member that lost its disk may have helped to commit entries that it knows nothing of now. With
/// its vote a candidate could win that lacks them. Two things keep it from voting: it knows by
/// itself that it holds nothing, and the leader that notices says so.
///
/// A member that holds nothing may as well be one that nobody has ever spoken to, and without it a
/// majority may be no majority. So it waits for a leader for a good while, which any group has that
/// lost no more than this member's disk; then it votes like any other.
final class Trust {
    /// What a member that begins a group writes by itself. No member has acknowledged more than
    /// this to anybody before it voted or heard a leader.
    private static final EntryId BOOTSTRAP = new EntryId(1, 1);

    /// How many of the longest election timeouts a member that holds nothing waits for a leader.
    private static final int WARY_TIMEOUTS = 20;

    private final SortedSet<MemberId> allowedReverts = new TreeSet<>();
    private boolean isBlank;
    private long waryUntil;
    private boolean isIsolated;

    Trust(Ballot ballot, EntryId lastEntry) {
        isBlank = ballot.votedFor() == null && isOfBootstrapAtMost(lastEntry);
    }

    private static boolean isOfBootstrapAtMost(EntryId entry) {
        return entry.compareTo(BOOTSTRAP) <= 0;
    }

    // ---- Of this member ----

    /// The member starts at time `now`.
    void start(long now, Timing timing) {
        waryUntil = now + WARY_TIMEOUTS * timing.electionMaxNanos();
    }

    /// May this member help a candidate whose log ends with `lastEntry`? One that holds nothing,
    /// because it is new or because it was wiped, for a while helps only to begin a group.
    boolean mayHelp(EntryId lastEntry, long now) {
        var isWary = isBlank && now < waryUntil;
        return !isIsolated && (!isWary || isOfBootstrapAtMost(lastEntry));
    }

    /// Does this member hold nothing that tells a new one from one that was wiped?
    boolean isBlank() {
        return isBlank;
    }

    /// This member has voted, so it is there from the beginning; or it has caught up with a leader
    /// that knew all that was committed before.
    void settle() {
        isBlank = false;
    }

    boolean isIsolated() {
        return isIsolated;
    }

    /// A leader has noticed that this member lost what it had acknowledged.
    void isolate() {
        isIsolated = true;
    }

    void readmit() {
        isIsolated = false;
    }

    // ---- Of others ----

    /// May `member` come back once with what it has, although it lost something?
    void allowRevert(MemberId member, boolean allowed) {
        if (allowed) {
            allowedReverts.add(member);
        } else {
            allowedReverts.remove(member);
        }
    }

    /// Uses up what was allowed. Returns whether it was.
    boolean takeRevertAllowance(MemberId member) {
        return allowedReverts.remove(member);
    }
}
