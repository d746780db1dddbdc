/// Suites of tests for those who write a store or a transport of their own: extend one and say how
/// to open it.
@NullMarked
package io.balsa.raft.testkit.contract;

import org.jspecify.annotations.NullMarked;
