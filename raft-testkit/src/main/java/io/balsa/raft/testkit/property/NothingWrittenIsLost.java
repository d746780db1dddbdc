package io.balsa.raft.testkit.property;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.LogWrite;
import io.balsa.raft.log.Recovery;

import java.util.List;
import java.util.Objects;

/// After a crash a member finds on its disk all that was written before, in the order in which it
/// was written: of the write under way any part from the front, and nothing else. Of the front that
/// it has purged it may find any part from the back. Local: the cause of lost votes and lost
/// entries.
public final class NothingWrittenIsLost implements Property {
    private final Chronicle chronicle;

    public NothingWrittenIsLost(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    @Override
    public void onStarted(MemberId member, Recovery recovery, List<Entry> entries) {
        var diary = chronicle.of(member);
        var found = chronicle.logThrough(recovery.log().previous());
        found.append(recovery.log());
        var underWay = diary.underWay();
        var isGood =
                underWay == null
                        ? isSame(diary.onDisk(), found)
                                && recovery.ballot().equals(diary.ballotOnDisk())
                        : isPartly(diary, underWay, recovery, found);
        if (!isGood || !beginsRightly(diary, recovery)) {
            throw new Violation(
                    getClass(),
                    "%s had %s and the log up to %s on its disk, and finds %s"
                            .formatted(
                                    member,
                                    diary.ballotOnDisk(),
                                    diary.onDisk().idAt(diary.onDisk().lastIndex()),
                                    recovery));
        }
    }

    private static boolean beginsRightly(Diary diary, Recovery recovery) {
        var base = recovery.log().previous().index();
        var write = diary.underWay();
        var reset = write == null ? null : write.reset();
        return (diary.base().index() <= base && base <= diary.purged().index())
                || (reset != null && base == reset.index());
    }

    private boolean isPartly(Diary diary, LogWrite write, Recovery recovery, EntryTerms found) {
        var hasOldBallot = recovery.ballot().equals(diary.ballotOnDisk());
        var hasNewBallot = Objects.equals(recovery.ballot(), write.ballot());
        var isBefore = isSame(diary.onDisk(), found);
        if (isBefore) {
            return hasOldBallot || hasNewBallot;
        }
        var reset = write.reset();
        var changed = reset == null ? new EntryTerms(diary.onDisk()) : chronicle.logThrough(reset);
        changed.truncateAfter(write.keepThrough());
        for (var entry : write.entries()) {
            if (changed.lastIndex() == found.lastIndex()) {
                break;
            }
            changed.append(entry.id().term());
        }
        return isSame(changed, found) && (write.ballot() == null || hasNewBallot);
    }

    private static boolean isSame(EntryTerms one, EntryTerms other) {
        if (one.lastIndex() != other.lastIndex()) {
            return false;
        }
        for (var index = 1L; index <= one.lastIndex(); index++) {
            if (one.termAt(index) != other.termAt(index)) {
                return false;
            }
        }
        return true;
    }
}
