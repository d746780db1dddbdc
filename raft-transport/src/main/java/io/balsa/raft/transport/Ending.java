package io.balsa.raft.transport;

/// Why a member ends a line, so that each protocol can use the code that it has for that.
public enum Ending {
    /// There is nothing more to say.
    DONE,
    /// The other side did not say in time who it is.
    SILENT,
    /// The two do not belong together.
    STRANGER,
    /// What came makes no sense.
    MALFORMED,
    /// What came is larger than is accepted.
    OVERSIZE,
    /// The other side does not take in what it is answered.
    STUCK,
    /// A newer line of the same member and traffic took over.
    REPLACED,
    /// This member is shutting down.
    LEAVING
}
