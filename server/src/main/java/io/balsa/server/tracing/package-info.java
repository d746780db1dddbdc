/// Follows writes from the client to all members and back, as spans of OpenTelemetry.
///
/// Start at [io.balsa.server.tracing.Tracing]; docs/tracing.md says what can be seen. Nothing of
/// this is there unless a configuration asks for it.
@NullMarked
package io.balsa.server.tracing;

import org.jspecify.annotations.NullMarked;
