package io.balsa.raft.transport;

import org.jspecify.annotations.Nullable;

/// What all sockets of a transport have in common.
///
/// @param loops the thread that drives them
/// @param tls null where members speak in the clear
public record Sockets(
        EventLoops loops, TransportLimits limits, TransportTiming timing, @Nullable PeerTls tls) {}
