package io.balsa.raft.node;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.Message;
import io.balsa.raft.core.Refusal;
import io.balsa.raft.log.Entry;

import java.nio.ByteBuffer;
import java.util.List;

/// What one member's shell sends to another's.
public sealed interface PeerMessage {
    /// What its entries and commands take in memory, about.
    default long bytes() {
        return switch (this) {
            case Protocol(_, var entries) ->
                    entries.isEmpty()
                            ? 0
                            : entries.stream()
                                    .mapToLong(
                                            entry -> NodeLimits.ENTRY_BYTES + entry.payloadBytes())
                                    .sum();
            case Proposal(_, _, var commands) ->
                    commands.stream()
                            .mapToLong(command -> NodeLimits.ENTRY_BYTES + command.remaining())
                            .sum();
            case ProposalAccepted _, ProposalRefused _ -> 0;
        };
    }

    /// A message of the protocol, with the entries that it names (none but for
    /// [Message.AppendEntries]).
    record Protocol(Message message, List<Entry> entries) implements PeerMessage {
        public Protocol {
            entries = List.copyOf(entries);
        }
    }

    /// Commands that belong into the log of the leader of `term`, from a member that does not lead.
    ///
    /// @param proposal grows from message to message of one sender, so that a copy is recognised
    record Proposal(long proposal, long term, List<ByteBuffer> commands) implements PeerMessage {
        public Proposal {
            commands = List.copyOf(commands);
            if (term <= 0 || commands.isEmpty()) {
                throw new IllegalArgumentException(
                        "a proposal has commands for the leader of a term, not %d for term %d"
                                .formatted(commands.size(), term));
            }
        }
    }

    /// "The commands of your proposal are in my log, the first as `first`."
    record ProposalAccepted(long proposal, EntryId first) implements PeerMessage {}

    /// "The commands of your proposal are not in my log and never will be."
    record ProposalRefused(long proposal, Refusal reason) implements PeerMessage {}
}
