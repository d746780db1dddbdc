/// The routes of OpenRaft's example store, in its older and its newer form: what its clients send
/// is understood, and what they read is there.
///
/// Start with [OpenraftRoutes].
@NullMarked
package io.balsa.server.http.openraft;

import org.jspecify.annotations.NullMarked;
