/// Meters for Micrometer: bind a [RaftMeters] of each member to a registry. The names and units are
/// listed in `docs/metrics.md`.
@NullMarked
package io.balsa.raft.micrometer;

import org.jspecify.annotations.NullMarked;
