package io.balsa.raft.log;

import io.balsa.raft.core.EntryId;

import java.nio.ByteBuffer;

/// One entry of the log, with its payload.
///
/// The payload was encoded once, by whoever proposed it; the log, the wire and the state machine
/// share the buffer. Nobody moves its position or limit or changes its bytes: take a
/// [ByteBuffer#duplicate()] to read relatively.
public record Entry(EntryId id, Kind kind, ByteBuffer payload) {
    /// What an entry is for.
    public enum Kind {
        /// A command for the state machine.
        COMMAND,
        /// A new leader's first entry: it commits what earlier leaders left (§5.4.2, §8).
        BLANK,
        /// A membership, encoded by [MembershipFormat].
        MEMBERSHIP
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    /// An entry without a payload: a new leader's first.
    public static Entry blank(EntryId id) {
        return new Entry(id, Kind.BLANK, NOTHING);
    }

    /// The length of its payload in bytes.
    public int payloadBytes() {
        return payload.remaining();
    }
}
