/// Runs a member of a group: the threads, the clock and the seams around the protocol.
@NullMarked
package io.balsa.raft.node;

import org.jspecify.annotations.NullMarked;
