/// Suites of tests for those who write a store, a state machine or a transport of their own: extend
/// one and say how to open it. [LogStoreContract] and [LogStoreCrashContract] for a
/// [io.balsa.raft.log.LogStore], [SnapshotStoreContract] and [SnapshotStoreCrashContract] for a
/// [io.balsa.raft.log.snapshot.SnapshotStore], [StateMachineContract] for a
/// [io.balsa.raft.node.StateMachine], and [DurableStateMachineContract] for one with a disk of its
/// own, [TransportContract] for a [io.balsa.raft.node.Transport], and [NetworkFaultsContract] for
/// one over sockets.
///
/// Whoever comes from OpenRaft finds the tests of its storage suite here:
///
/// - `last_membership_in_log_initial`, `get_membership_initial`, `get_initial_state_without_init`,
///   `initial_logs`: `startsEmpty`, `startsWithoutASnapshot`
/// - `last_membership_in_log`, `get_membership_from_log_and_empty_sm`:
///   `remembersTheMembershipsThatWereNotDropped`
/// - `last_membership_in_log_multi_step`: `findsTheMembershipsAmongManyEntries`
/// - `get_membership_from_empty_log_and_sm`, `get_initial_state_membership_from_empty_log_and_sm`:
///   `isEmptyBehindItsBaseAfterAReset`; the membership is the snapshot's:
///   `readsBackWhatWasWrittenOfAnySize`
/// - `get_membership_from_log_le_sm_last_applied`: `tellsTheMembershipsBehindItsBase`, and in
///   raft-node `ComebackTest#findsOneMembershipWhereSnapshotAndLogHoldTheSame`
/// - `get_membership_from_log_gt_sm_last_applied_1`, `_2`,
///   `get_initial_state_membership_from_log_insm_is_smaller`:
///   `ComebackTest#takesTheMembershipOfTheLogThatIsNewerThanThatOfTheSnapshot`
/// - `get_initial_state_membership_from_sm_inlog_is_smaller`:
///   `ComebackTest#takesTheMembershipOfTheSnapshotThatIsNewerThanThatOfTheLog`,
///   `#takesTheMembershipOfTheSnapshotWhenTheLogHasNoneBehindIt`
/// - `get_initial_state_with_state`: `remembersBallotAndLogTogether`
/// - `get_initial_state_last_log_gt_sm`: `givesUpItsFront`
/// - `get_initial_state_last_log_lt_sm`: `goesOnBehindAnEntryItNeverHad`
/// - `get_initial_state_inverted_log_order`:
///   `ComebackTest#refusesASnapshotOfAnEarlierTermThanTheLogBeginsWith`; what was not committed may
///   be of a later term: `#dropsWhatALaterLeaderHadWrittenHereAloneBeforeTheSnapshotEnds`
/// - `get_initial_state_conflict_at_same_index`:
///   `ComebackTest#refusesASnapshotThatEndsWithAnotherEntryThanTheLogBeginsBehind`; what was not
///   committed may differ: `#beginsAnewBehindASnapshotThatTheLogContradicts`
/// - `get_initial_state_log_ids`, `get_log_id`: `remembersTermsAndSizes`,
///   `remembersTermsAndSizesBehindItsBase`
/// - `get_initial_state_re_apply_committed`: no store keeps the commit index, the group tells it
///   again: `ComebackTest#appliesWhatWasCommittedBehindTheSnapshotOnceMore`
/// - `save_vote`: `remembersTheLastBallot`, `changesTheBallotAloneWithoutTouchingTheLog`
/// - `get_log_entries`, `entries_stream`: `readsBackWhatWasAppended`
/// - `limited_get_log_entries`: `readsNoMoreThanFitsButAtLeastOne`
/// - `leader_bounded_stream`: `leavesOutWhatWasDroppedMeanwhile`: entries carry their terms, and
///   the reader compares
/// - `try_get_log_entry`: `readsEachEntryByItself`
/// - `log_reader_reads_new_entries`: `showsAWriteToOtherThreadsOnceItReturned`
/// - `get_log_state`, `last_id_in_log`: `knowsItsEndWhenAllIsPurged`
/// - `purge_logs_upto_0`: `purgesNothingThroughTheBeginning`
/// - `purge_logs_upto_5`: `givesUpItsFront`, `givesUpMoreAndMoreAndNeverGoesBack`
/// - `purge_logs_upto_20` (beyond the end): a reset: `goesOnBehindAnEntryItNeverHad`
/// - `delete_logs_after_11`: `keepsEverythingUpToItsEnd`
/// - `delete_logs_after_5`: `dropsWhatFollowsTheEntriesToKeep`
/// - `delete_logs_after_0`, `_none`: `dropsEverything`
/// - `append_to_log`: `goesOnWhereItStoppedAgainAndAgain`
/// - `snapshot_meta`, `snapshot_meta_optional`: `startsWithoutASnapshot`,
///   `movesToLaterEntriesAndNeverBack`
/// - `transfer_snapshot`: `receivesWhatAnotherMemberWrote`, `comesBackFromASnapshotAndGoesOnAlike`
/// - `apply_single`, `apply_multiple`: `goesThroughTheSameStatesWithTheSameCommands`
/// - `last_applied_state`: `hasTheEffectOfACommandWithItsIdWhereverThePowerFails`, and in raft-node
///   `OwnDiskTest#goesOnWhereItStandsInTheLog`, watched over by
///   [io.balsa.raft.node.CheckedStateMachine]; the membership with it:
///   `OwnDiskTest#knowsTheMembershipThatItHasPassedInTheLog`,
///   `#keepsTheMembershipOfTheSnapshotThatItHasPassed`
@NullMarked
package io.balsa.raft.testkit.contract;

import org.jspecify.annotations.NullMarked;
