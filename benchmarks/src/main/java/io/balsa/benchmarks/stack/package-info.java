/// Which server stack the client port should stand on, measured: unary puts over loopback, with the
/// cost in CPU and allocation of both sides.
///
/// [StackComparison] is the command. It starts each [Stack] in a process of its own ([StackServer])
/// and drives it from its own ([ClosedLoop]). docs/decisions/0006-server-stack.md has the result.
@NullMarked
package io.balsa.benchmarks.stack;

import org.jspecify.annotations.NullMarked;
