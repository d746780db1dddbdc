package io.balsa.raft.transport;

/// What all sockets of a transport have in common.
///
/// @param loops the thread that drives them
public record Sockets(EventLoops loops, TransportLimits limits, TransportTiming timing) {}
