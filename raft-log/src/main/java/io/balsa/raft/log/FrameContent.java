package io.balsa.raft.log;

import io.balsa.raft.core.EntryId;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a frame says, or several when it is too large for one.
///
/// @param base what the log begins behind from now on, all before being void; null to go on as it
///   was
/// @param nextIndex what was in the log from here on is dropped
/// @param entries come instead of it
record FrameContent(@Nullable EntryId base, long nextIndex, List<Entry> entries) {
    static FrameContent of(LogWrite write) {
        return new FrameContent(write.reset(), write.keepThrough() + 1, write.entries());
    }

    /// The index of the first record: of the base, where there is one.
    long firstIndex() {
        return base == null ? nextIndex : base.index();
    }

    int records() {
        return (base == null ? 0 : 1) + entries.size();
    }

    /// How far behind the start of the frame the first entry's record is.
    int entriesOffset() {
        return base == null ? LogFormat.SLOT_BYTES : 2 * LogFormat.SLOT_BYTES;
    }

    boolean isEmpty() {
        return base == null && entries.isEmpty();
    }

    /// The size of one frame with all of it, with both of its marks.
    long frameBytes() {
        long bytes = (long) entriesOffset() + LogFormat.SLOT_BYTES;
        for (var entry : entries) {
            bytes += LogFormat.recordBytes(entry.payloadBytes());
        }
        return bytes;
    }

    /// As many of the entries as a frame of `room` bytes holds.
    FrameContent fitting(int room) {
        long bytes = (long) entriesOffset() + LogFormat.SLOT_BYTES;
        var count = 0;
        for (var entry : entries) {
            bytes += LogFormat.recordBytes(entry.payloadBytes());
            if (bytes > room) {
                break;
            }
            count++;
        }
        return first(count);
    }

    /// The first `count` entries, or all when there are fewer.
    FrameContent first(int count) {
        return new FrameContent(
                base, nextIndex, entries.subList(0, Math.min(count, entries.size())));
    }

    /// What is left when the first `count` entries are written.
    FrameContent after(int count) {
        return new FrameContent(null, nextIndex + count, entries.subList(count, entries.size()));
    }

    int[] payloadBytes() {
        var bytes = new int[entries.size()];
        var count = 0;
        for (var entry : entries) {
            bytes[count++] = entry.payloadBytes();
        }
        return bytes;
    }
}
