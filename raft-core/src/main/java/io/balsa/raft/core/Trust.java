package io.balsa.raft.core;

import java.util.SortedSet;
import java.util.TreeSet;

/// What a member's own word is worth, and whom it was told to believe again.
///
/// A member that lost its disk may have helped to commit entries that it knows nothing of now. With
/// its vote a candidate could win that lacks them. Two things keep it from voting: it knows by
/// itself that it holds nothing, and the leader that notices says so.
final class Trust {
    /// What a member that begins a group writes by itself. No member has acknowledged more than
    /// this to anybody before it voted or heard a leader.
    private static final EntryId BOOTSTRAP = new EntryId(1, 1);

    private final SortedSet<MemberId> allowedReverts = new TreeSet<>();
    private boolean isBlank;
    private boolean isIsolated;

    Trust(Ballot ballot, EntryId lastEntry) {
        isBlank = ballot.votedFor() == null && isOfBootstrapAtMost(lastEntry);
    }

    private static boolean isOfBootstrapAtMost(EntryId entry) {
        return entry.compareTo(BOOTSTRAP) <= 0;
    }

    // ---- Of this member ----

    /// May this member help a candidate whose log ends with `lastEntry`? One that holds nothing,
    /// because it is new or because it was wiped, helps only to begin a group.
    boolean mayHelp(EntryId lastEntry) {
        return !isIsolated && (!isBlank || isOfBootstrapAtMost(lastEntry));
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
