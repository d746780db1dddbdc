package io.balsa.raft.testkit.exhaustive;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.Effect;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.LogSlice;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.core.PersistedState;

import java.util.ArrayList;
import java.util.List;

/// What is on a member's disk.
///
/// @param terms the term of each entry
record DiskImage(Ballot ballot, List<Long> terms, List<MembershipEntry> memberships) {
    /// Of a member that is new, or has lost its disk.
    static final DiskImage EMPTY = new DiskImage(Ballot.NONE, List.of(), List.of());

    /// What a member finds here.
    PersistedState found() {
        var starts = new ArrayList<EntryId>();
        for (var index = 1; index <= terms.size(); index++) {
            if (index == 1 || !terms.get(index - 1).equals(terms.get(index - 2))) {
                starts.add(new EntryId(terms.get(index - 1), index));
            }
        }
        return new PersistedState(
                ballot, new LogSlice(EntryId.NONE, starts, terms.size(), memberships));
    }

    boolean holds(EntryId entry) {
        return entry.index() <= terms.size() && terms.get((int) entry.index() - 1) == entry.term();
    }

    /// With `write` done.
    DiskImage after(Effect.Persist write) {
        var image = write.ballot() == null ? this : withBallot(write.ballot());
        var change = write.log();
        return change == null
                ? image
                : image.withEntries(change.entries(), change.entries().lastIndex());
    }

    /// Everything that may be found after a crash with these writes under way: they are done in
    /// order, each from its front.
    List<DiskImage> afterCrash(List<Effect.Persist> underWay) {
        var images = new ArrayList<DiskImage>();
        var done = this;
        images.add(done);
        for (var write : underWay) {
            if (write.ballot() != null) {
                images.add(done.withBallot(write.ballot()));
            }
            if (write.log() != null) {
                var entries = write.log().entries();
                var before = write.ballot() == null ? done : done.withBallot(write.ballot());
                for (var last = entries.previous().index(); last < entries.lastIndex(); last++) {
                    images.add(before.withEntries(entries, last));
                }
            }
            done = done.after(write);
            images.add(done);
        }
        return images.stream().distinct().toList();
    }

    private DiskImage withBallot(Ballot ballot) {
        return new DiskImage(ballot, terms, memberships);
    }

    private DiskImage withEntries(LogSlice entries, long lastIndex) {
        var kept = entries.previous().index();
        var changed = new ArrayList<>(terms.subList(0, (int) kept));
        for (var index = kept + 1; index <= lastIndex; index++) {
            changed.add(entries.termAt(index));
        }
        var configured = new ArrayList<>(memberships);
        configured.removeIf(entry -> entry.index() > kept);
        entries.memberships().stream()
                .filter(entry -> entry.index() <= lastIndex)
                .forEach(configured::add);
        return new DiskImage(ballot, List.copyOf(changed), List.copyOf(configured));
    }
}
