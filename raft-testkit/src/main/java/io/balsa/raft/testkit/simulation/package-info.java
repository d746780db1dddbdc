/// Whole groups under simulation: real core, real shell, real log format and recovery, over a
/// simulated world.
///
/// Start with [Simulation]: one seed draws a [Scenario], with its own faults, and runs it in two
/// phases: under faults the group must stay safe, and once they end it must come back.
@NullMarked
package io.balsa.raft.testkit.simulation;

import org.jspecify.annotations.NullMarked;
