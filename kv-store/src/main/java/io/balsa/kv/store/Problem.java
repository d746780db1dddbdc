package io.balsa.kv.store;

/// Why a command or a query is refused. Refused means that nothing has changed.
public enum Problem {
    KEY_NOT_PROVIDED("key is not provided"),
    /// A put that keeps the value, of a key that is not there.
    KEY_NOT_FOUND("key not found"),
    /// Over a limit of [KvLimits].
    REQUEST_TOO_LARGE("request is too large"),
    /// Over [KvLimits#operationsMax].
    TOO_MANY_OPERATIONS("too many operations in txn request"),
    DUPLICATE_KEY("duplicate key given in txn request"),
    FUTURE_REVISION("mvcc: required revision is a future revision"),
    COMPACTED("mvcc: required revision has been compacted"),
    /// Transactions inside transactions, more than [CommandFormat#DEPTH_MAX] deep.
    TOO_DEEP("transactions are nested too deep"),
    /// The command's session has no name, or too long a one, or its serial is negative.
    BAD_SESSION("session must have 1 to 64 bytes, and serial must not be negative"),
    /// The session was never opened, or was forgotten. Whether an earlier try of the command was
    /// applied is not known; this one was not.
    SESSION_UNKNOWN("session is not known or has expired: open a new one"),
    /// The answer of this serial is forgotten. Whether an earlier try of the command was applied is
    /// not known; this one was not.
    SERIAL_FORGOTTEN("serial is too far behind in its session"),
    /// The bytes in the log are no command.
    MALFORMED_COMMAND("command is malformed"),
    /// The bytes in the log are a command of a format that this version of Balsa does not know.
    UNKNOWN_FORMAT("command has a format that this version does not know");

    private final String message;

    Problem(String message) {
        this.message = message;
    }

    /// For clients, without a prefix. Where etcd has the same problem, these are its words.
    public String message() {
        return message;
    }
}
