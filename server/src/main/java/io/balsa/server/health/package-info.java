/// Whether the member can serve, and whether its process and its disk work.
///
/// Start with [Readiness] and [DiskProbe].
@NullMarked
package io.balsa.server.health;

import org.jspecify.annotations.NullMarked;
