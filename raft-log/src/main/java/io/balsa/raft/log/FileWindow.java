package io.balsa.raft.log;

import static io.balsa.raft.log.LogFormat.SLOT_BYTES;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// A file read from front to back in large pieces.
final class FileWindow {
    private static final int WINDOW_BYTES_MAX = 1 << 20;

    private final DiskFile file;
    private final int size;
    private final ByteBuffer window;
    private int start;

    FileWindow(DiskFile file, int size) {
        this.file = file;
        this.size = size;
        window = ByteBuffer.allocate(Math.min(size, WINDOW_BYTES_MAX)).limit(0);
    }

    /// The slot at `offset`. Good until the next call.
    ByteBuffer slot(int offset) throws IOException {
        return piece(offset, SLOT_BYTES);
    }

    /// At least one of the `bytes` at `offset`, or all of a slot.
    private ByteBuffer piece(int offset, int bytes) throws IOException {
        if (offset < start || offset + Math.min(bytes, SLOT_BYTES) > start + window.limit()) {
            fill(offset);
        }
        var count = Math.min(bytes, start + window.limit() - offset);
        return window.slice(offset - start, count);
    }

    private void fill(int offset) throws IOException {
        window.clear().limit(Math.min(window.capacity(), size - offset));
        file.read(offset, window);
        if (window.hasRemaining()) {
            throw LogFormat.damage(file.name(), offset + window.position(), "the file is cut off");
        }
        window.flip();
        start = offset;
    }

    /// The CRC32C of the `bytes` at `offset`.
    int crc(int offset, int bytes) throws IOException {
        var crc = new CRC32C();
        for (var done = 0; done < bytes; ) {
            var piece = piece(offset + done, bytes - done);
            done += piece.remaining();
            crc.update(piece);
        }
        return (int) crc.getValue();
    }

    /// A copy of the `bytes` at `offset`.
    ByteBuffer copy(int offset, int bytes) throws IOException {
        var copy = ByteBuffer.allocate(bytes);
        while (copy.hasRemaining()) {
            copy.put(piece(offset + copy.position(), copy.remaining()));
        }
        return copy.flip();
    }

    /// Are there only zeros from `offset` to `end`?
    boolean isEmpty(int offset, int end) throws IOException {
        return contentEnd(offset, end) == offset;
    }

    /// The end of the last slot between `offset` and `end` that holds anything but zeros, or
    /// `offset`. Both are multiples of a slot.
    int contentEnd(int offset, int end) throws IOException {
        var content = offset;
        for (var at = offset; at < end; ) {
            var piece = piece(at, end - at);
            var bytes = piece.remaining() & -SLOT_BYTES;
            for (var slot = 0; slot < bytes; slot += SLOT_BYTES) {
                var any = 0L;
                for (var word = slot; word < slot + SLOT_BYTES; word += Long.BYTES) {
                    any |= piece.getLong(word);
                }
                if (any != 0) {
                    content = at + slot + SLOT_BYTES;
                }
            }
            at += bytes;
        }
        return content;
    }
}
