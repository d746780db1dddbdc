package io.balsa.raft.log;

import io.balsa.raft.core.EntryId;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The [LogBase] on disk, in two copies (see [TwinFile]): the number of the first segment (8
/// bytes), the chain (4), zeros (4), the term and the index of the entry (8 each).
///
/// Without the file nothing was ever purged: it is durable before the first segment is deleted, and
/// a log that lacks its first segment lacks it for another reason.
final class BaseFile implements AutoCloseable {
    private static final int CONTENT_BYTES = 32;
    private static final TwinFile.Title TITLE =
            new TwinFile.Title("base", 0x42415331, CONTENT_BYTES, "base of the log"); // BAS1

    private final Disk disk;
    private @Nullable TwinFile file;
    private LogBase current;

    private BaseFile(Disk disk, @Nullable TwinFile file, LogBase current) {
        this.disk = disk;
        this.file = file;
        this.current = current;
    }

    /// Reads the base. Changes nothing.
    ///
    /// @throws CorruptLogException when neither copy is sound
    static BaseFile open(Disk disk) throws IOException {
        if (!disk.exists(TITLE.name())) {
            return new BaseFile(disk, null, LogBase.NONE);
        }
        var file = TwinFile.open(disk, TITLE);
        return new BaseFile(disk, file, decoded(file.content()));
    }

    /// Creates the file when it is not there, so that purging needs no room later. Otherwise writes
    /// a copy again that is damaged, or that a crash left behind the other.
    ///
    /// @return was there one?
    boolean mend() throws IOException {
        if (file == null) {
            file = TwinFile.create(disk, TITLE, encoded(current));
            return false;
        }
        return file.mend();
    }

    LogBase base() {
        return current;
    }

    /// Replaces the base. Durable when it returns; after a crash before that it is the old or the
    /// new one.
    void write(LogBase base) throws IOException {
        if (file == null) {
            throw new IOException("the file " + TITLE.name() + " was never created");
        }
        file.write(encoded(base));
        current = base;
    }

    private static LogBase decoded(ByteBuffer content) {
        var segment = content.getLong();
        var chain = content.getInt();
        content.getInt();
        var term = content.getLong();
        return new LogBase(segment, chain, new EntryId(term, content.getLong()));
    }

    private static byte[] encoded(LogBase base) {
        return ByteBuffer.allocate(CONTENT_BYTES)
                .putLong(base.segment())
                .putInt(base.chain())
                .putInt(0)
                .putLong(base.entry().term())
                .putLong(base.entry().index())
                .array();
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
