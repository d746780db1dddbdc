package io.balsa.kv.store;

/// Makes a command safe to send again: of all commands with the same session and serial, the first
/// to be committed is applied, and the others get its answer.
///
/// A client names its session (random bytes will do) and numbers its commands. Several may be under
/// way at once and arrive in any order. It says below which serial it has all answers
/// (`answeredBelow`), so that the store can forget them. The store also forgets for want of space:
/// the answers of the lowest serials of a session, and the session that was quiet for longest
/// ([SessionLimits]). What it has forgotten it refuses rather than apply it twice, with
/// [Problem#SERIAL_FORGOTTEN] and [Problem#SESSION_UNKNOWN].
///
/// The one thing that it cannot tell apart is a new session from a forgotten one. So a client sets
/// `opens` until it has its first answer, and never again. One that needs to be sure even of its
/// first command opens the session with an empty [Command.Txn].
///
/// @param session names the client's session, 1 to [#SESSION_BYTES_MAX] bytes
/// @param serial the number of the command in the session, 0 or more
/// @param opens begin the session if it is unknown
/// @param answeredBelow the client has the answers of all serials below this one, or will not ask
///   again
public record Once(Bytes session, long serial, boolean opens, long answeredBelow) {
    /// A part of the format: the same on every member, always.
    public static final int SESSION_BYTES_MAX = 64;
}
