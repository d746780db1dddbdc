/// Carries messages between the members of groups over gRPC.
///
/// Start at [io.balsa.raft.grpc.GrpcTransport]. What goes over the wire, and why it looks like
/// that, is in `transport.proto`.
///
/// ```text
///   send ──► Sender ── Outbox ──► Connection ──►│ network │──► TransportService ──► Inbound
///            (one per member      FrameWriter   │         │    Doorkeeper       FrameReader
///             and kind of traffic)              │         │                     ──► Receiver
/// ```
///
/// Everything behind an [io.balsa.raft.grpc.Outbox] runs on one event loop and needs no locks.
@NullMarked
package io.balsa.raft.grpc;

import org.jspecify.annotations.NullMarked;
