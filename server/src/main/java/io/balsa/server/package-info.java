/// A member as a server: configuration in, client APIs out.
///
/// Start with [Server], which puts all parts together once [Preflight] has found what they need.
/// Clients come in at `port`, are understood by `etcd` or `http`, and are answered by `store`.
@NullMarked
package io.balsa.server;

import org.jspecify.annotations.NullMarked;
