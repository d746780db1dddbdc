/// `balsa bench`: a closed-loop load generator for whatever speaks etcd's v3 KV service.
///
/// Start with [BenchCommand]. A [Run] takes one [Plan] against one [Target]: it opens
/// [Connections], keeps a [ClosedLoop] of requests of one [Workload] going, and reads what came of
/// it from a [Meter]. [Comparison] takes several targets in turn.
@NullMarked
package io.balsa.cli.bench;

import org.jspecify.annotations.NullMarked;
