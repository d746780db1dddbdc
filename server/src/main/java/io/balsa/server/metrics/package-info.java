/// What a member measures of itself, for Prometheus: under the names that dashboards of the
/// OpenRaft and SurrealKV store know, beside those of `raft-micrometer`.
///
/// Start with [ServerMetrics]. docs/metrics.md says what each means.
@NullMarked
package io.balsa.server.metrics;

import org.jspecify.annotations.NullMarked;
