package io.balsa.raft.log;

import java.io.IOException;
import java.nio.file.FileSystemException;

/// The disk has no room for a new file. Nothing was left behind, and what is stored is untouched:
/// the same call may be made again once there is space.
public final class DiskFullException extends IOException {
    private static final long serialVersionUID = 1;

    public DiskFullException(String message) {
        super(message);
    }

    /// Is it a lack of room that the JDK reports? It tells that by the words of the system alone.
    public static boolean isShownBy(IOException failure) {
        var reason =
                failure instanceof FileSystemException known
                        ? known.getReason()
                        : failure.getMessage();
        return reason != null
                && (reason.contains("No space left") || reason.contains("quota exceeded"));
    }
}
