/// The Raft protocol as a pure function of events: no clock, no thread, no disk, no network.
@NullMarked
package io.balsa.raft.core;

import org.jspecify.annotations.NullMarked;
