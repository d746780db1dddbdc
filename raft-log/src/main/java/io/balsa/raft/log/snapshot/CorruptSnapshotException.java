package io.balsa.raft.log.snapshot;

import java.io.IOException;

/// A snapshot does not read back as it was written, or what was received is not what its sender
/// named. The message says which, and what to do.
public final class CorruptSnapshotException extends IOException {
    private static final long serialVersionUID = 1;

    public CorruptSnapshotException(String message) {
        super(message);
    }
}
