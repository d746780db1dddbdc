package io.balsa.benchmarks.group;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BiConsumer;

/// Something that replicates commands among three members in one process.
public interface Contender {
    /// The word for it on the command line and in tables.
    String name();

    /// What it is made of: versions, transport, log, and what is durable when it answers.
    String setUp();

    /// Starts three members that keep their data under `folder`, which is empty. Returns once they
    /// have a leader.
    Group start(Path folder) throws Exception;

    /// Three members, running.
    interface Group extends AutoCloseable {
        /// Proposes a command of 16 bytes of key and a value at the leader, and tells `done` the
        /// failure, or null once it is committed and applied there. From any thread.
        void put(byte[] command, BiConsumer<@Nullable Object, @Nullable Throwable> done);

        /// How often the members have waited for their disks so far, all together; -1 when it does
        /// not say.
        default long syncs() {
            return -1;
        }

        @Override
        void close() throws IOException;
    }
}
