package io.balsa.raft.log;

import java.io.IOException;

/// Something that was once durable no longer reads back as it was written. The message names the
/// file, the place and what to do.
public final class CorruptLogException extends IOException {
    private static final long serialVersionUID = 1;

    public CorruptLogException(String message) {
        super(message);
    }
}
