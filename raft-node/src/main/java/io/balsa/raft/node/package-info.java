/// Runs a member of a group: the shell around the protocol core, and the public API.
///
/// [RaftNode] is what a program holds. It is made from a [RaftSetup]: a [StateMachine] to
/// replicate, and the [RaftSetup.World] it stands on, the doors of the process: a [Runtime] (clock
/// and threads), a log store (disk) and a [Transport] (network). The simulator replaces those doors
/// and nothing else.
///
/// Inside, work runs on lanes, each with a queue of its own, and no lock anywhere:
///
/// - the loop lane (`EventLoop`) alone touches the core; it steps it with everything that has
///   queued up, then carries out the effects
/// - the disk lane (`DiskWriter`) makes durable what has queued up in one write, then sends what
///   waited for that
/// - the apply lane (`Applier`) alone touches the state machine, and answers callers
/// - the read lane (`LogReader`) fetches old entries for followers that lag behind
/// - the snapshot lane (`SnapshotBuilder`) writes the state down while commands are applied
/// - the transfer lane (`SnapshotTraffic`) sends snapshots to other members and receives them
///
/// `ProposalDesk` and `ReadDesk` keep the callers between question and answer; `RecentEntries`
/// keeps the end of the log in memory.
@NullMarked
package io.balsa.raft.node;

import org.jspecify.annotations.NullMarked;
