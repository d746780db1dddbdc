package io.balsa.benchmarks.disk;

import java.io.IOException;
import java.nio.file.Path;

/// A way to make bytes durable.
interface Technique {
    String title();

    /// Starts a new file, or several, in an empty folder.
    Writing start(Path folder, int bytes) throws IOException;

    /// One durable write after the other.
    interface Writing extends AutoCloseable {
        /// Writes the next bytes. Durable when it returns.
        void write() throws IOException;

        @Override
        void close() throws IOException;
    }
}
