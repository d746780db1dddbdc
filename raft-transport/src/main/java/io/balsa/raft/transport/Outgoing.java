package io.balsa.raft.transport;

import static io.balsa.raft.core.Check.check;

import io.balsa.raft.core.Message;
import io.balsa.raft.log.Entry;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.PeerMessage;

/// A message on its way out.
///
/// @param bytes about what it takes on the wire
record Outgoing(GroupId group, PeerMessage message, long bytes) {
    /// What a message takes beside payloads, and a payload beside its bytes: generous estimates.
    private static final int MESSAGE_BYTES = 48;

    private static final int PAYLOAD_BYTES = 4;

    static Outgoing of(GroupId group, PeerMessage message) {
        var bytes = (long) MESSAGE_BYTES;
        switch (message) {
            case PeerMessage.Protocol protocol -> {
                check(
                        named(protocol.message()) == protocol.entries().size(),
                        "a message carries the entries that it names");
                for (Entry entry : protocol.entries()) {
                    bytes += PAYLOAD_BYTES + entry.payloadBytes();
                }
            }
            case PeerMessage.Proposal proposal -> {
                for (var command : proposal.commands()) {
                    bytes += PAYLOAD_BYTES + command.remaining();
                }
            }
            case PeerMessage.SnapshotChunk chunk ->
                    bytes += PAYLOAD_BYTES + chunk.content().remaining();
            case PeerMessage.ProposalAccepted _,
                    PeerMessage.ProposalRefused _,
                    PeerMessage.SnapshotAck _ -> {}
        }
        return new Outgoing(group, message, bytes);
    }

    private static long named(Message message) {
        return message instanceof Message.AppendEntries append ? append.entries().length() : 0;
    }
}
