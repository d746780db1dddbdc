/// What transports between members have in common, whatever carries their frames.
///
/// Start at [io.balsa.raft.transport.SocketTransport]. What goes over the wire, and why it looks
/// like that, is in `transport.proto`; a [io.balsa.raft.transport.Protocol] gets it there.
///
/// ```text
///   send ──► Sender ── Outbox ──► Connection ──► Line │ network │ Doorkeeper ──► Line ──► Inbound
///            (one per member      FrameWriter         │         │              FrameReader
///             and kind of traffic)                    │         │              ──► Receiver
/// ```
///
/// Everything behind an [io.balsa.raft.transport.Outbox] runs on one event loop and needs no locks.
@NullMarked
package io.balsa.raft.transport;

import org.jspecify.annotations.NullMarked;
