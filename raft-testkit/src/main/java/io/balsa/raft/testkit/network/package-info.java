/// A network for tests of what stands on members, without sockets and without a simulated world.
///
/// Start with [MemoryNetwork].
@NullMarked
package io.balsa.raft.testkit.network;

import org.jspecify.annotations.NullMarked;
