package io.balsa.raft.node;

import static io.balsa.raft.core.Check.check;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.Message;
import io.balsa.raft.core.Refusal;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.snapshot.SnapshotId;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/// What one member's shell sends to another's.
public sealed interface PeerMessage {
    /// What its entries and commands take in memory, about.
    default long bytes() {
        return switch (this) {
            case Protocol(_, var entries) -> {
                var sum = NodeLimits.ENTRY_BYTES * entries.size();
                for (var entry : entries) {
                    sum += entry.payloadBytes();
                }
                yield sum;
            }
            case Proposal(_, _, var commands) ->
                    commands.stream()
                            .mapToLong(command -> NodeLimits.ENTRY_BYTES + command.remaining())
                            .sum();
            case SnapshotChunk chunk -> chunk.content().remaining();
            case ProposalAccepted _, ProposalRefused _, SnapshotAck _ -> 0;
        };
    }

    /// A message of the protocol, with the entries that it names (none but for
    /// [Message.AppendEntries]).
    record Protocol(Message message, List<Entry> entries) implements PeerMessage {
        public Protocol {
            entries = List.copyOf(entries);
        }

        /// A message that names no entries: a member stops rather than send others without theirs.
        static Protocol alone(Message message) {
            var alone = new Protocol(message, List.of());
            check(alone.isWhole(), "a message that names entries leaves with them");
            return alone;
        }

        /// Are the entries those that the message names, as far as can be seen without reading all?
        public boolean isWhole() {
            if (!(message instanceof Message.AppendEntries append)) {
                return entries.isEmpty();
            }
            var slice = append.entries();
            return entries.size() == slice.length()
                    && (entries.isEmpty()
                            || (entries.getFirst().id().index() == slice.firstIndex()
                                    && entries.getLast().id().equals(slice.lastEntry())));
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

    /// A piece of a snapshot, from the leader of `term`. Says by itself what it belongs to, so that
    /// its receiver may have been restarted since the last one. Without content it asks how much
    /// the receiver has.
    ///
    /// @param position where in the snapshot's content it belongs
    /// @param content not to be changed any more
    /// @param checksum the CRC32C of `content`
    record SnapshotChunk(
            long term,
            SnapshotId id,
            SnapshotMark mark,
            long position,
            ByteBuffer content,
            int checksum)
            implements PeerMessage {
        public SnapshotChunk {
            if (position < 0 || position + content.remaining() > id.bytes()) {
                throw new IllegalArgumentException(
                        "%,d bytes at %,d do not belong to the snapshot %s"
                                .formatted(content.remaining(), position, id));
            }
            if (!mark.last().equals(id.last())) {
                throw new IllegalArgumentException(
                        "the snapshot %s does not stand for %s".formatted(id, mark));
            }
        }

        /// A chunk with the checksum of its content.
        static SnapshotChunk of(
                long term, SnapshotId id, SnapshotMark mark, long position, ByteBuffer content) {
            return new SnapshotChunk(term, id, mark, position, content, checksum(content));
        }

        private static int checksum(ByteBuffer content) {
            var sum = new CRC32C();
            sum.update(content.duplicate());
            return (int) sum.getValue();
        }

        boolean isSound() {
            return checksum == checksum(content);
        }
    }

    /// The answer to a [SnapshotChunk].
    ///
    /// @param term that of the chunk
    /// @param received how much of the content the receiver has
    record SnapshotAck(long term, SnapshotId id, long received, Outcome outcome)
            implements PeerMessage {
        /// What became of a chunk.
        public enum Outcome {
            /// All up to `received` is there.
            RECEIVED,
            /// The chunk does not follow what is there: something is missing before it.
            MISSING,
            /// The receiver has the whole snapshot, or a later one.
            COMPLETE,
            /// The receiver has no room, or no place for snapshots.
            REFUSED
        }
    }
}
