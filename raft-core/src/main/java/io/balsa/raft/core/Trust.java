package io.balsa.raft.core;

import java.util.SortedSet;
import java.util.TreeSet;

/// What a member's own word is worth, and whom it was told to believe again.
///
/// A member that lost its disk may have helped to commit entries that it knows nothing of now. With
/// its vote a candidate could win that lacks them, and with its acknowledgement a leader that was
/// deposed long ago could commit. A leader that notices isolates it. And because there may be none
/// that can, a member that holds nothing knows by itself that it is unproven ([Ballot#unproven()]):
/// what it says does not count towards a majority, until a leader that the others follow now has
/// brought it all that is committed.
///
/// In a group that is new all members hold nothing. They begin with the votes and answers of all:
/// whatever a minority lost, somebody has, and agrees to nothing that contradicts it. See
/// docs/divergence.md.
final class Trust {
    private final SortedSet<MemberId> allowedReverts = new TreeSet<>();
    private final long number;
    private boolean isIsolated;

    /// @param number no other run of this member has it, but for a chance in billions
    Trust(long number) {
        this.number = number;
    }

    // ---- Of this member ----

    /// What this member says of itself in its answers.
    long doubt(Ballot ballot) {
        return ballot.unproven() ? number : Message.NO_DOUBT;
    }

    Credit credit(Ballot ballot) {
        if (isIsolated) {
            return Credit.ISOLATED;
        }
        return ballot.unproven() ? Credit.UNPROVEN : Credit.PROVEN;
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
