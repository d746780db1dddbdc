package io.balsa.raft.log;

import java.io.IOException;

/// The disk has no room for a new file. Nothing was left behind, and what is stored is untouched:
/// the same call may be made again once there is space.
public final class DiskFullException extends IOException {
    private static final long serialVersionUID = 1;

    public DiskFullException(String message) {
        super(message);
    }
}
