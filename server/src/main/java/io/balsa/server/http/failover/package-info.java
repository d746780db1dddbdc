/// The routes of the failover scenarios: texts under keys, the whole state of a member, and the
/// group. Everything is answered `{"Ok":…}` or `{"Err":"…"}`.
///
/// Start with [FailoverRoutes].
@NullMarked
package io.balsa.server.http.failover;

import org.jspecify.annotations.NullMarked;
