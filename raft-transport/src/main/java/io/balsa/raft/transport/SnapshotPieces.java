package io.balsa.raft.transport;

import static io.balsa.raft.transport.MessageReader.entryId;
import static io.balsa.raft.transport.MessageReader.natural;

import com.google.protobuf.ByteString;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.MembershipFormat;
import io.balsa.raft.log.snapshot.SnapshotId;
import io.balsa.raft.node.PeerMessage.SnapshotAck;
import io.balsa.raft.node.PeerMessage.SnapshotAck.Outcome;
import io.balsa.raft.node.PeerMessage.SnapshotChunk;
import io.balsa.raft.transport.v1.Wire;

/// Chunks of snapshots and what is answered to them, as they are on the wire.
final class SnapshotPieces {
    private SnapshotPieces() {}

    /// All but the content, which goes with the payloads.
    static Wire.SnapshotChunk.Builder wire(SnapshotChunk chunk) {
        var membership = chunk.mark().membership();
        return Wire.SnapshotChunk.newBuilder()
                .setTerm(chunk.term())
                .setId(wire(chunk.id()))
                .setMembershipEntry(wire(membership.id()))
                .setMembership(
                        ByteString.copyFrom(MembershipFormat.encode(membership.membership())))
                .setPosition(chunk.position())
                .setContentBytes(chunk.content().remaining())
                .setContentChecksum(chunk.checksum());
    }

    static Wire.SnapshotAck.Builder wire(SnapshotAck ack) {
        return Wire.SnapshotAck.newBuilder()
                .setTerm(ack.term())
                .setId(wire(ack.id()))
                .setReceived(ack.received())
                .setOutcome(
                        switch (ack.outcome()) {
                            case RECEIVED -> Wire.SnapshotAck.Outcome.RECEIVED;
                            case MISSING -> Wire.SnapshotAck.Outcome.MISSING;
                            case COMPLETE -> Wire.SnapshotAck.Outcome.COMPLETE;
                            case REFUSED -> Wire.SnapshotAck.Outcome.REFUSED;
                        });
    }

    private static Wire.SnapshotId.Builder wire(SnapshotId id) {
        return Wire.SnapshotId.newBuilder()
                .setLast(wire(id.last()))
                .setBytes(id.bytes())
                .setChecksum(id.checksum());
    }

    private static Wire.EntryId.Builder wire(EntryId id) {
        return Wire.EntryId.newBuilder().setTerm(id.term()).setIndex(id.index());
    }

    static SnapshotChunk read(Wire.SnapshotChunk chunk, PayloadReader payloads)
            throws MalformedFrame {
        var id = read(chunk.getId());
        var membership =
                new MembershipEntry(
                        entryId(chunk.getMembershipEntry()),
                        MembershipFormat.decode(chunk.getMembership().asReadOnlyByteBuffer()));
        return new SnapshotChunk(
                natural(chunk.getTerm(), "term"),
                id,
                new SnapshotMark(id.last(), membership),
                natural(chunk.getPosition(), "position"),
                payloads.take(chunk.getContentBytes()),
                chunk.getContentChecksum());
    }

    static SnapshotAck read(Wire.SnapshotAck ack) throws MalformedFrame {
        var outcome =
                switch (ack.getOutcome()) {
                    case RECEIVED -> Outcome.RECEIVED;
                    case MISSING -> Outcome.MISSING;
                    case COMPLETE -> Outcome.COMPLETE;
                    case REFUSED -> Outcome.REFUSED;
                    case OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
                            throw new MalformedFrame("an answer gives no outcome known here");
                };
        return new SnapshotAck(
                natural(ack.getTerm(), "term"),
                read(ack.getId()),
                natural(ack.getReceived(), "received"),
                outcome);
    }

    private static SnapshotId read(Wire.SnapshotId id) throws MalformedFrame {
        return new SnapshotId(
                entryId(id.getLast()), natural(id.getBytes(), "bytes"), id.getChecksum());
    }
}
