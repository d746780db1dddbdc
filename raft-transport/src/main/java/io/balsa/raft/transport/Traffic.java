package io.balsa.raft.transport;

import io.balsa.raft.core.Message;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.transport.v1.Wire;

/// The kinds of traffic between two members. Each has connections of its own: whatever fills or
/// stalls the one, down to the buffers of the operating system, holds up no other.
public enum Traffic {
    /// Votes and heartbeats: who leads. Rare and small.
    LEADERSHIP(Wire.Traffic.LEADERSHIP),

    /// Entries, proposals and everything else that keeps a group's log going.
    REPLICATION(Wire.Traffic.REPLICATION),

    /// Snapshots: large, and never in a hurry.
    SNAPSHOT(Wire.Traffic.SNAPSHOT);

    private final Wire.Traffic wire;

    Traffic(Wire.Traffic wire) {
        this.wire = wire;
    }

    Wire.Traffic wire() {
        return wire;
    }

    static Traffic of(Wire.Traffic wire) throws MalformedFrame {
        for (var traffic : values()) {
            if (traffic.wire == wire) {
                return traffic;
            }
        }
        throw new MalformedFrame("this kind of traffic is not known here");
    }

    static Traffic of(PeerMessage message) {
        return switch (message) {
            case PeerMessage.Protocol(var protocol, _) -> of(protocol);
            case PeerMessage.Proposal _,
                    PeerMessage.ProposalAccepted _,
                    PeerMessage.ProposalRefused _ ->
                    REPLICATION;
            case PeerMessage.SnapshotChunk _, PeerMessage.SnapshotAck _ -> SNAPSHOT;
        };
    }

    private static Traffic of(Message message) {
        return switch (message) {
            case Message.RequestPreVote _,
                    Message.PreVote _,
                    Message.RequestVote _,
                    Message.Vote _,
                    Message.Heartbeat _,
                    Message.HeartbeatAnswer _,
                    Message.TimeoutNow _,
                    Message.Removed _,
                    Message.Isolate _,
                    Message.Isolated _,
                    Message.Readmit _,
                    Message.Proven _ ->
                    LEADERSHIP;
            case Message.AppendEntries _,
                    Message.Appended _,
                    Message.Conflict _,
                    Message.CommitNotice _,
                    Message.RequestReadIndex _,
                    Message.ReadIndex _ ->
                    REPLICATION;
        };
    }
}
