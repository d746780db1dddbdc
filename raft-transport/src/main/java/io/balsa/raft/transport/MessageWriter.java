package io.balsa.raft.transport;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.Message;
import io.balsa.raft.core.Refusal;
import io.balsa.raft.log.Entry;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.transport.v1.Wire;
import io.balsa.raft.transport.v1.Wire.Envelope;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Puts messages into a frame: their fields into envelopes, their payloads, uncopied, beside them.
final class MessageWriter {
    private final Wire.Frame.Builder frame;
    private final List<ByteBuffer> payloads = new ArrayList<>();

    private MessageWriter(Wire.Frame.Builder frame) {
        this.frame = frame;
    }

    /// @param head what the frame begins with
    /// @param scratch what it is put together in
    static FrameWriter frameOf(
            Wire.Frame.Builder head, List<Outgoing> messages, FrameScratch scratch) {
        var writer = new MessageWriter(head);
        messages.forEach(writer::add);
        return new FrameWriter(writer.frame.build(), writer.payloads, scratch);
    }

    private void add(Outgoing outgoing) {
        var envelope = Envelope.newBuilder().setGroup(outgoing.group().value());
        switch (outgoing.message()) {
            case PeerMessage.Protocol(var message, var entries) -> add(envelope, message, entries);
            case PeerMessage.Proposal proposal -> envelope.setProposal(columns(proposal));
            case PeerMessage.ProposalAccepted(var proposal, var first) ->
                    envelope.getProposalAcceptedBuilder()
                            .setProposal(proposal)
                            .setFirst(wire(first));
            case PeerMessage.ProposalRefused(var proposal, var reason) ->
                    envelope.setProposalRefused(refused(proposal, reason));
            case PeerMessage.SnapshotChunk chunk -> {
                envelope.setSnapshotChunk(SnapshotPieces.wire(chunk));
                payloads.add(chunk.content());
            }
            case PeerMessage.SnapshotAck ack -> envelope.setSnapshotAck(SnapshotPieces.wire(ack));
        }
        frame.addEnvelopes(envelope);
    }

    private void add(Envelope.Builder envelope, Message message, List<Entry> entries) {
        switch (message) {
            case Message.RequestPreVote(var term, var lastEntry) ->
                    envelope.setRequestPreVote(requestVote(term, lastEntry));
            case Message.PreVote(var term, var granted, var unproven, var lastEntry) ->
                    envelope.setPreVote(vote(term, granted, lastEntry).setUnproven(unproven));
            case Message.RequestVote(var term, var lastEntry, var transfer, var doubt) ->
                    envelope.setRequestVote(
                            requestVote(term, lastEntry).setTransfer(transfer).setDoubt(doubt));
            case Message.Vote(var term, var granted, var unproven, var lastEntry, var doubt) ->
                    envelope.setVote(
                            vote(term, granted, lastEntry).setUnproven(unproven).setDoubt(doubt));
            case Message.AppendEntries append ->
                    envelope.setAppendEntries(columns(append, entries));
            case Message.Appended(var term, var matched, var stamp, var doubt) ->
                    envelope.setAppended(appended(term, matched, stamp).setDoubt(doubt));
            case Message.Conflict conflict -> envelope.setConflict(wire(conflict));
            case Message.Heartbeat(var term, var commit, var stamp) ->
                    envelope.getHeartbeatBuilder().setTerm(term).setCommit(commit).setStamp(stamp);
            case Message.HeartbeatAnswer(var term, var matched, var stamp, var doubt) ->
                    envelope.setHeartbeatAnswer(appended(term, matched, stamp).setDoubt(doubt));
            case Message.CommitNotice(var term, var commit) ->
                    envelope.getCommitNoticeBuilder().setTerm(term).setCommit(commit);
            case Message.RequestReadIndex request -> envelope.setRequestReadIndex(wire(request));
            case Message.ReadIndex(var term, var read, var index) ->
                    envelope.getReadIndexBuilder().setTerm(term).setRead(read).setIndex(index);
            case Message.TimeoutNow(var term) -> envelope.getTimeoutNowBuilder().setTerm(term);
            case Message.Removed(var term, var index) ->
                    envelope.getRemovedBuilder().setTerm(term).setIndex(index);
            case Message.Isolate(var term) -> envelope.getIsolateBuilder().setTerm(term);
            case Message.Isolated(var term, var lastEntry) ->
                    envelope.getIsolatedBuilder().setTerm(term).setLastEntry(wire(lastEntry));
            case Message.Readmit(var term) -> envelope.getReadmitBuilder().setTerm(term);
            case Message.Proven(var term, var doubt) ->
                    envelope.getProvenBuilder().setTerm(term).setDoubt(doubt);
        }
    }

    private static Wire.RequestReadIndex.Builder wire(Message.RequestReadIndex request) {
        return Wire.RequestReadIndex.newBuilder()
                .setTerm(request.term())
                .setRead(request.read())
                .setLease(request.lease());
    }

    private static Wire.Conflict.Builder wire(Message.Conflict conflict) {
        return Wire.Conflict.newBuilder()
                .setTerm(conflict.term())
                .setRejected(conflict.rejected())
                .setHint(wire(conflict.hint()))
                .setStamp(conflict.stamp());
    }

    private Wire.AppendEntries.Builder columns(Message.AppendEntries append, List<Entry> entries) {
        var slice = append.entries();
        var columns =
                Wire.AppendEntries.newBuilder()
                        .setTerm(append.term())
                        .setPrevious(wire(slice.previous()))
                        .setCommit(append.commit())
                        .setStamp(append.stamp());
        for (var start : slice.termStarts()) {
            columns.addTermStarts((int) (start.index() - slice.firstIndex()));
            columns.addTerms(start.term());
        }
        for (int place = 0; place < entries.size(); place++) {
            var entry = entries.get(place);
            switch (entry.kind()) {
                case COMMAND -> {}
                case BLANK -> columns.addBlanks(place);
                case MEMBERSHIP -> columns.addMemberships(place);
            }
            columns.addPayloadBytes(entry.payloadBytes());
            payloads.add(entry.payload());
        }
        return columns;
    }

    private Wire.Proposal.Builder columns(PeerMessage.Proposal proposal) {
        var columns =
                Wire.Proposal.newBuilder()
                        .setProposal(proposal.proposal())
                        .setTerm(proposal.term());
        for (var command : proposal.commands()) {
            columns.addCommandBytes(command.remaining());
            payloads.add(command);
        }
        return columns;
    }

    private static Wire.RequestVote.Builder requestVote(long term, EntryId lastEntry) {
        return Wire.RequestVote.newBuilder().setTerm(term).setLastEntry(wire(lastEntry));
    }

    private static Wire.Vote.Builder vote(long term, boolean granted, EntryId lastEntry) {
        return Wire.Vote.newBuilder()
                .setTerm(term)
                .setGranted(granted)
                .setLastEntry(wire(lastEntry));
    }

    private static Wire.Appended.Builder appended(long term, long matched, long stamp) {
        return Wire.Appended.newBuilder().setTerm(term).setMatched(matched).setStamp(stamp);
    }

    private static Wire.ProposalRefused.Builder refused(long proposal, Refusal reason) {
        var refused = Wire.ProposalRefused.newBuilder().setProposal(proposal);
        switch (reason) {
            case Refusal.NotLeader(var leader) ->
                    refused.getNotLeaderBuilder().setLeader(leader == null ? 0 : leader.value());
            case Refusal.TooManyUncommitted(var limit) ->
                    refused.getTooManyUncommittedBuilder().setLimit(limit);
            case Refusal.TooManyUncommittedBytes(var limit) ->
                    refused.getTooManyUncommittedBytesBuilder().setLimit(limit);
            case Refusal.TooManyUnapplied(var limit) ->
                    refused.getTooManyUnappliedBuilder().setLimit(limit);
            case Refusal.TooManyReads(var limit) ->
                    refused.getTooManyReadsBuilder().setLimit(limit);
            case Refusal.Transferring(var to) -> refused.getTransferringBuilder().setTo(to.value());
            case Refusal.DiskFull() -> refused.setDiskFull(Wire.DiskFull.getDefaultInstance());
        }
        return refused;
    }

    private static Wire.EntryId.Builder wire(EntryId id) {
        return Wire.EntryId.newBuilder().setTerm(id.term()).setIndex(id.index());
    }
}
