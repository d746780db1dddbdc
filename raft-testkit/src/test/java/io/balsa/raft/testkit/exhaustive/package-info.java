/// A bounded model check of the real core: every state that a small group can reach, whatever the
/// network, the disks and the clocks do, is visited, and the rules are checked in each.
///
/// Start with [Bounds], which says what is tried, and [Exploration], which tries it. What makes it
/// small enough:
///
/// - A member's step depends on nothing but the member and the event, so the real core runs once
///   per pair of [MemberState] and [Step]; the rest is a search in the graph of what came out.
/// - The network is the set of all messages ever sent. A message stays deliverable for ever, which
///   is loss, repetition, delay and reordering in one: what is never delivered is lost.
/// - Facts about the past that the rules need ("led term 2", "committed 3/2") are kept in the same
///   set, so that a state is three members and a set. Most rules then say which two facts cannot
///   both be true ([Law]).
/// - States that differ in the names of the members only are one state ([Shape]).
/// - Time is what the search says it is: a member is never loyal to a leader (loyalty forbids steps
///   and brings none about), waits end when the search lets them, a leader loses its quorum
///   whenever the search wants that. What the core knows of clocks is no part of a state. Of stamps
///   only one thing is followed, see [Plain]: does the leader count on answers to them? With one
///   read at most, that tells whether a quorum has confirmed it.
///
/// - A member that loses its disk comes back with nothing. Votes that it gives while it says that
///   it may have forgotten one are not held against it: nobody counts them for a majority.
///
/// Leases, isolation and snapshots are tested elsewhere.
@NullMarked
package io.balsa.raft.testkit.exhaustive;

import org.jspecify.annotations.NullMarked;
