package io.balsa.raft.testkit.exhaustive;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;

import java.util.List;

/// Something that, once it has happened, stays so.
sealed interface Item permits Letter, Item.Fact {
    /// What the rules must know about the past.
    sealed interface Fact extends Item {}

    /// A member's vote in a term has left it; a candidate's own leaves with its campaign.
    record Voted(MemberId voter, long term, MemberId candidate) implements Fact {}

    record Led(MemberId leader, long term) implements Fact {}

    /// A leader was elected with a log of entries of these terms.
    record Elected(MemberId leader, long term, List<Long> log) implements Fact {}

    /// A leader has put a new entry into its log. Happens once for each entry.
    record Created(EntryId entry) implements Fact {}

    /// Some log held `entry` right behind an entry of `previousTerm`.
    record Followed(EntryId entry, long previousTerm) implements Fact {}

    /// A member in the term `inTerm` has known `entry` to be committed.
    record Committed(EntryId entry, long inTerm) implements Fact {}

    /// Somebody asked for a read when entries up to `committed` were known to be committed.
    record ReadAsked(long committed) implements Fact {}

    /// A read was answered with the state after the entry at `index`.
    record ReadAnswered(long index) implements Fact {}
}
