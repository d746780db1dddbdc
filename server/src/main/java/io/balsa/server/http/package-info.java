/// The HTTP API: a table of routes, and one small class for each.
///
/// Start with [HttpApi], whose table reads like the documentation. [StoreReplies] turns what the
/// store says into statuses.
@NullMarked
package io.balsa.server.http;

import org.jspecify.annotations.NullMarked;
