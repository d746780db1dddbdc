package io.balsa.raft.transport;

import io.netty.buffer.ByteBuf;

/// What a protocol expects to hear first on a connection, and what it says to those who begin
/// otherwise.
public interface Etiquette {
    /// Judges the first bytes of a connection, which stay where they are in `heard`. Called again
    /// with more as long as the verdict is [Verdict.Unclear].
    Verdict judge(ByteBuf heard);

    /// What becomes of a connection.
    sealed interface Verdict {
        /// More must be heard.
        record Unclear() implements Verdict {}

        /// It speaks the protocol.
        record Welcome() implements Verdict {}

        /// It speaks something else, and is closed.
        ///
        /// @param why a sentence for the log
        /// @param farewell what is sent before, in words that whoever called should understand; may
        ///   be empty
        record TurnedAway(String why, ByteBuf farewell) implements Verdict {}
    }
}
