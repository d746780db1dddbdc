package io.balsa.raft.testkit.simulation;

import io.balsa.raft.testkit.property.Violation;

import org.jspecify.annotations.Nullable;

/// How a simulation went.
///
/// @param digest a number that two runs share only if the same happened in both
/// @param violation what should not have happened; null when all is well
/// @param text everything that happened, one line each; empty unless asked for
public record Report(
        long seed, long digest, Coverage coverage, @Nullable Violation violation, String text) {}
