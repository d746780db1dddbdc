package io.balsa.raft.transport;

import static io.balsa.raft.transport.MalformedFrame.demand;

import io.balsa.raft.core.Check.BrokenInvariant;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Message;
import io.balsa.raft.core.Refusal;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.transport.v1.Wire;
import io.balsa.raft.transport.v1.Wire.Envelope;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Takes the messages out of a frame. Whatever bytes a frame is made of: they are messages that
/// make sense on their own, or the whole frame is malformed.
final class MessageReader {
    /// A message that arrived for a member of `group`.
    record Incoming(GroupId group, PeerMessage message) {}

    private final PayloadReader payloads;

    private MessageReader(PayloadReader payloads) {
        this.payloads = payloads;
    }

    static List<Incoming> messages(Wire.Frame frame) throws MalformedFrame {
        var reader = new MessageReader(new PayloadReader(frame.getPayloads()));
        var messages = new ArrayList<Incoming>(frame.getEnvelopesCount());
        try {
            for (var envelope : frame.getEnvelopesList()) {
                var group = new GroupId(envelope.getGroup());
                messages.add(new Incoming(group, reader.message(envelope)));
            }
        } catch (IllegalArgumentException | BrokenInvariant e) {
            throw new MalformedFrame("a message makes no sense", e);
        }
        reader.payloads.finish();
        return messages;
    }

    private PeerMessage message(Envelope envelope) throws MalformedFrame {
        return switch (envelope.getMessageCase()) {
            case APPEND_ENTRIES -> new EntriesReader(envelope.getAppendEntries()).read(payloads);
            case PROPOSAL -> proposal(envelope.getProposal());
            case PROPOSAL_ACCEPTED -> accepted(envelope.getProposalAccepted());
            case PROPOSAL_REFUSED -> refused(envelope.getProposalRefused());
            case SNAPSHOT_CHUNK -> SnapshotPieces.read(envelope.getSnapshotChunk(), payloads);
            case SNAPSHOT_ACK -> SnapshotPieces.read(envelope.getSnapshotAck());
            default -> new PeerMessage.Protocol(protocolMessage(envelope), List.of());
        };
    }

    private static Message protocolMessage(Envelope envelope) throws MalformedFrame {
        return switch (envelope.getMessageCase()) {
            case APPENDED -> appended(envelope.getAppended());
            case CONFLICT -> conflict(envelope.getConflict());
            case HEARTBEAT -> heartbeat(envelope.getHeartbeat());
            case HEARTBEAT_ANSWER -> heartbeatAnswer(envelope.getHeartbeatAnswer());
            case COMMIT_NOTICE -> {
                var notice = envelope.getCommitNotice();
                yield new Message.CommitNotice(
                        term(notice.getTerm()), natural(notice.getCommit(), "commit"));
            }
            case REQUEST_READ_INDEX -> {
                var request = envelope.getRequestReadIndex();
                yield new Message.RequestReadIndex(
                        term(request.getTerm()), request.getRead(), request.getLease());
            }
            case READ_INDEX -> {
                var answer = envelope.getReadIndex();
                yield new Message.ReadIndex(
                        term(answer.getTerm()),
                        answer.getRead(),
                        natural(answer.getIndex(), "index"));
            }
            default -> leadershipMessage(envelope);
        };
    }

    /// Who leads, and who belongs to the group.
    private static Message leadershipMessage(Envelope envelope) throws MalformedFrame {
        return switch (envelope.getMessageCase()) {
            case REQUEST_PRE_VOTE -> {
                var request = envelope.getRequestPreVote();
                yield new Message.RequestPreVote(term(request.getTerm()), last(request));
            }
            case PRE_VOTE -> {
                var vote = envelope.getPreVote();
                yield new Message.PreVote(
                        term(vote.getTerm()), vote.getGranted(), vote.getUnproven(), last(vote));
            }
            case REQUEST_VOTE -> {
                var request = envelope.getRequestVote();
                yield new Message.RequestVote(
                        term(request.getTerm()),
                        last(request),
                        request.getTransfer(),
                        request.getDoubt());
            }
            case VOTE -> {
                var vote = envelope.getVote();
                yield new Message.Vote(
                        term(vote.getTerm()),
                        vote.getGranted(),
                        vote.getUnproven(),
                        last(vote),
                        vote.getDoubt());
            }
            case TIMEOUT_NOW -> new Message.TimeoutNow(term(envelope.getTimeoutNow().getTerm()));
            case REMOVED -> {
                var removed = envelope.getRemoved();
                yield new Message.Removed(
                        term(removed.getTerm()), natural(removed.getIndex(), "index"));
            }
            default -> trustMessage(envelope);
        };
    }

    /// Whether a member still has what it acknowledged.
    private static Message trustMessage(Envelope envelope) throws MalformedFrame {
        return switch (envelope.getMessageCase()) {
            case ISOLATE -> new Message.Isolate(term(envelope.getIsolate().getTerm()));
            case ISOLATED -> {
                var isolated = envelope.getIsolated();
                yield new Message.Isolated(
                        term(isolated.getTerm()), entryId(isolated.getLastEntry()));
            }
            case READMIT -> new Message.Readmit(term(envelope.getReadmit().getTerm()));
            case PROVEN -> {
                var proven = envelope.getProven();
                yield new Message.Proven(term(proven.getTerm()), proven.getDoubt());
            }
            default -> throw new MalformedFrame("an envelope holds no message known here");
        };
    }

    private static Message appended(Wire.Appended answer) throws MalformedFrame {
        return new Message.Appended(
                term(answer.getTerm()),
                natural(answer.getMatched(), "matched"),
                answer.getStamp(),
                answer.getDoubt());
    }

    private static Message heartbeatAnswer(Wire.Appended answer) throws MalformedFrame {
        return new Message.HeartbeatAnswer(
                term(answer.getTerm()),
                natural(answer.getMatched(), "matched"),
                answer.getStamp(),
                answer.getDoubt());
    }

    private static Message conflict(Wire.Conflict conflict) throws MalformedFrame {
        return new Message.Conflict(
                term(conflict.getTerm()),
                natural(conflict.getRejected(), "rejected"),
                entryId(conflict.getHint()),
                conflict.getStamp());
    }

    private static Message heartbeat(Wire.Heartbeat heartbeat) throws MalformedFrame {
        return new Message.Heartbeat(
                term(heartbeat.getTerm()),
                natural(heartbeat.getCommit(), "commit"),
                heartbeat.getStamp());
    }

    private PeerMessage proposal(Wire.Proposal proposal) throws MalformedFrame {
        var commands = new ByteBuffer[proposal.getCommandBytesCount()];
        for (int i = 0; i < commands.length; i++) {
            commands[i] = payloads.take(proposal.getCommandBytes(i));
        }
        return new PeerMessage.Proposal(
                proposal.getProposal(), term(proposal.getTerm()), List.of(commands));
    }

    private static PeerMessage accepted(Wire.ProposalAccepted accepted) throws MalformedFrame {
        return new PeerMessage.ProposalAccepted(
                accepted.getProposal(), entryId(accepted.getFirst()));
    }

    private static PeerMessage refused(Wire.ProposalRefused refused) throws MalformedFrame {
        var reason =
                switch (refused.getReasonCase()) {
                    case NOT_LEADER -> new Refusal.NotLeader(leader(refused.getNotLeader()));
                    case TOO_MANY_UNCOMMITTED ->
                            new Refusal.TooManyUncommitted(
                                    refused.getTooManyUncommitted().getLimit());
                    case TOO_MANY_UNCOMMITTED_BYTES ->
                            new Refusal.TooManyUncommittedBytes(
                                    refused.getTooManyUncommittedBytes().getLimit());
                    case TOO_MANY_UNAPPLIED ->
                            new Refusal.TooManyUnapplied(refused.getTooManyUnapplied().getLimit());
                    case TOO_MANY_READS ->
                            new Refusal.TooManyReads(refused.getTooManyReads().getLimit());
                    case DISK_FULL -> new Refusal.DiskFull();
                    case TRANSFERRING ->
                            new Refusal.Transferring(
                                    MemberId.of(refused.getTransferring().getTo()));
                    case REASON_NOT_SET ->
                            throw new MalformedFrame("a refusal gives no reason known here");
                };
        return new PeerMessage.ProposalRefused(refused.getProposal(), reason);
    }

    private static @Nullable MemberId leader(Wire.NotLeader notLeader) {
        return notLeader.getLeader() == 0 ? null : MemberId.of(notLeader.getLeader());
    }

    private static EntryId last(Wire.RequestVote request) throws MalformedFrame {
        return entryId(request.getLastEntry());
    }

    private static EntryId last(Wire.Vote vote) throws MalformedFrame {
        return entryId(vote.getLastEntry());
    }

    static EntryId entryId(Wire.EntryId id) throws MalformedFrame {
        return entryId(id.getTerm(), id.getIndex());
    }

    static EntryId entryId(long term, long index) throws MalformedFrame {
        return new EntryId(term(term), natural(index, "index"));
    }

    private static long term(long term) throws MalformedFrame {
        return natural(term, "term");
    }

    static long natural(long value, String name) throws MalformedFrame {
        if (value < 0) {
            demand(
                    false,
                    name + " is not negative"); // Put together only then: this is often asked.
        }
        return value;
    }
}
