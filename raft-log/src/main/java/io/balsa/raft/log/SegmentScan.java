package io.balsa.raft.log;

import static io.balsa.raft.log.LogFormat.SECTOR_BYTES;
import static io.balsa.raft.log.LogFormat.SLOT_BYTES;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Reads a segment from front to back, and judges what stands where the next frame should.
///
/// Only the last write before a crash can be incomplete, since each was durable before the next
/// began. What was not written is zero. So something that does not read back was torn only if a
/// part of it is missing and nothing follows it; everything else is damage. docs/log-format.md has
/// the argument in full.
final class SegmentScan {
    /// How a segment ends.
    enum Ending {
        /// Behind the last frame is nothing.
        OPEN,
        /// It is full, and another follows.
        SEALED,
        /// The last write was cut short.
        TORN
    }

    private final Segment segment;
    private final FileWindow window;
    private Ending ending = Ending.OPEN;
    private int contentEnd;
    private boolean isTornMark;

    SegmentScan(Segment segment) {
        this.segment = segment;
        this.window = new FileWindow(segment.file(), segment.bytes());
    }

    /// The next frame, with `segment` moved behind it; null when there are no more.
    ///
    /// @throws CorruptLogException when what was durable once does not read back
    @Nullable Frame next() throws IOException {
        if (segment.bytes() - segment.end() < SLOT_BYTES) {
            return null;
        }
        var mark = Mark.at(window.slot(segment.end()), segment.place(segment.end()));
        if (mark == null) {
            judgeUnreadableMark();
            return null;
        }
        if (mark.previous() != segment.chain()) {
            throw damage("what is here does not continue what is before it");
        }
        return switch (mark.kind()) {
            case SEAL -> sealed();
            case OPENING -> frame(mark);
            case CLOSING -> throw damage("a frame ends here and none began");
        };
    }

    private @Nullable Frame sealed() {
        segment.advance(SLOT_BYTES, segment.chain());
        ending = Ending.SEALED;
        return null;
    }

    private @Nullable Frame frame(Mark opening) throws IOException {
        if (opening.frameBytes() < 2 * SLOT_BYTES || opening.frameBytes() > segment.room()) {
            throw damage("a frame claims %,d bytes".formatted(opening.frameBytes()));
        }
        var frame = Frame.read(window, segment, opening);
        if (frame != null) {
            segment.advance(opening.frameBytes(), frame.chain());
        } else {
            judgeUnreadableFrame(opening);
        }
        return frame;
    }

    /// The frame's extent is known. It was torn if a part of it is missing and nothing follows.
    private void judgeUnreadableFrame(Mark opening) throws IOException {
        var end = segment.end() + opening.frameBytes();
        contentEnd = window.contentEnd(segment.end(), segment.bytes());
        if (contentEnd > end) {
            throw damage("a frame does not read back, though more was written behind it");
        }
        if (!hasHole(segment.end(), end)) {
            throw damage("a frame does not read back, though all of it was written");
        }
        ending = Ending.TORN;
    }

    /// A frame ends in a byte that is not zero, and has enough bits in each of its sectors that one
    /// more or less does not make it seem empty.
    private boolean hasHole(int offset, int end) throws IOException {
        if (window.slot(end - SLOT_BYTES).get(SLOT_BYTES - 1) == 0) {
            return true;
        }
        for (var at = offset; at < end; at = nextSector(at)) {
            if (window.isEmpty(at, Math.min(end, nextSector(at)))) {
                return true;
            }
        }
        return false;
    }

    private static int nextSector(int offset) {
        return (offset | (SECTOR_BYTES - 1)) + 1;
    }

    private void judgeUnreadableMark() throws IOException {
        var offset = segment.end();
        contentEnd = window.contentEnd(offset, segment.bytes());
        if (contentEnd == offset) {
            return;
        }
        if (!window.isEmpty(offset, offset + SLOT_BYTES)) {
            if (contentEnd > offset + SLOT_BYTES) {
                throw damage("the mark of a frame is damaged");
            }
            isTornMark = true;
        } else {
            judgeMissingMark(offset);
        }
        ending = Ending.TORN;
    }

    /// The mark is not there at all: its sector never arrived, and everything behind it belongs to
    /// the same frame.
    private void judgeMissingMark(int offset) throws IOException {
        if (!window.isEmpty(offset, Math.min(nextSector(offset), segment.bytes()))) {
            throw damage("the mark of a frame is gone, though more of its sector is there");
        }
        for (var at = offset + SLOT_BYTES; at < contentEnd; at += SLOT_BYTES) {
            var mark = Mark.at(window.slot(at), segment.place(at));
            if (mark != null && !isEndOfThisFrame(mark, at + SLOT_BYTES)) {
                throw damage("a frame is gone, though offset %,d holds a later one".formatted(at));
            }
        }
    }

    private boolean isEndOfThisFrame(Mark mark, int end) {
        return mark.kind() == Mark.Kind.CLOSING
                && end == contentEnd
                && end - mark.frameBytes() == segment.end();
    }

    /// How the segment ends, once there are no more frames.
    Ending ending() {
        return ending;
    }

    /// Did no more arrive of what was torn than a part of one mark?
    boolean isTornMark() {
        return isTornMark;
    }

    /// Takes what arrived of a torn write away, so that the next one finds zeros. First all but its
    /// mark, which bears witness that it was torn; a crash in between changes nothing.
    ///
    /// @return the number of bytes taken away
    int cut() throws IOException {
        var behindMark = segment.end() + SLOT_BYTES;
        zero(behindMark, contentEnd);
        zero(segment.end(), behindMark);
        ending = Ending.OPEN;
        return contentEnd - segment.end();
    }

    private void zero(int offset, int end) throws IOException {
        var zeros = ByteBuffer.allocate(Math.min(1 << 20, Math.max(0, end - offset)));
        for (var at = offset; at < end; at += zeros.limit()) {
            zeros.clear().limit(Math.min(zeros.capacity(), end - at));
            segment.file().write(at, zeros);
        }
    }

    /// A copy of a payload as it was before it was stored.
    ByteBuffer payload(RecordHeader header, int offset) throws IOException {
        var payload = window.copy(offset + SLOT_BYTES, header.payloadBytes());
        Mask.toggle(payload, header.mask());
        return payload;
    }

    /// Damage at the end of what was read.
    CorruptLogException damage(String what) {
        return LogFormat.damage(segment.file().name(), segment.end(), what);
    }
}
