package io.balsa.benchmarks.group.bare;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Where a member of a pipeline keeps its commands.
interface Journal {
    /// Appends commands, each behind its length in four bytes. Durable when it returns.
    void append(ByteBuffer commands) throws IOException;
}
