/// The Raft protocol as a pure function of events: no clock, no thread, no disk, no network.
///
/// Start with the vocabulary, a page each: [Message] is what members say to each other, [Event]
/// what can happen to one, [Effect] what it wants done. [Raft] is the only door: events go in
/// through `step`, effects come out once per batch of events.
///
/// Behind the door each concern owns its state:
///
/// - `Knowledge`: what a member knows whatever part it plays (ballot, log, commit index, time)
/// - `Standing`: the part it plays, with the state that this part alone needs: `Following`,
///   `Campaign` or `Leadership`
/// - `Election`: who leads (§5.2, §5.4.1, pre-vote, loyalty to a live leader)
/// - `FollowerLog`: taking over the leader's log (§5.3)
/// - `Leadership`: committing, being heard (§5.3, §5.4, check-quorum), with `Followers`, `Progress`
///   and `Replication`: who gets which entries when
/// - `MembershipDraft`, `Memberships` and `Reconfiguration`: who belongs to the group, and how that
///   changes (§6); `Candidacy`: whether this member may lead, and how eager it is to
/// - `Transfer`: handing leadership over (Raft thesis §3.10)
/// - `ConfirmedReads` and `ForwardedReads`: linearizable reads (Raft thesis §6.4)
/// - `Durability` and `Outbox`: what is on disk, and what must wait until it is
///
/// The log is known by its ids alone (`LogTerms`): one entry id per change of term, so that a term
/// of a million entries costs a few words. Paragraph signs refer to the extended version of the
/// Raft paper (Ongaro, Ousterhout 2014), "thesis" to Ongaro's dissertation. What each part does is
/// told in the stories of `src/test/resources/traces`.
@NullMarked
package io.balsa.raft.core;

import org.jspecify.annotations.NullMarked;
