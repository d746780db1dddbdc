/// Keys as resources, with values of any bytes, and how the member is: health, readiness, status.
///
/// Start with [KeyRoutes].
@NullMarked
package io.balsa.server.http.keys;

import org.jspecify.annotations.NullMarked;
