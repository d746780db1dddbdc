package io.balsa.raft.testkit.world;

/// How long the work of a process takes.
///
/// @param run from the moment a lane is woken until it has run
/// @param diskRun the same for a lane that writes to the disk
public record Pace(Delay run, Delay diskRun) {}
