/// A world in a bottle: time, machines, disks and a network that do what they are told, one thing
/// after the other, on one thread.
///
/// Start with [SimulatedTime], which everything else hangs on. A [Machine] has a clock and a disk
/// that outlive its process; the process is a [SimulatedRuntime], one per start. Machines talk over
/// a [SimulatedNetwork]. All dice are generators that the caller seeds, so that a run can be
/// repeated to the byte; [Trace] is the proof.
@NullMarked
package io.balsa.raft.testkit.world;

import org.jspecify.annotations.NullMarked;
