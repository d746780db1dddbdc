package io.balsa.raft.log;

import io.balsa.raft.core.EntryId;

import java.io.IOException;
import java.nio.ByteBuffer;

/// One file of the log, and how far it is filled. Only the writer looks at the latter.
final class Segment {
    /// What a segment needs beside its frames: the header, and the seal.
    static final int OVERHEAD_BYTES = SegmentHeader.BYTES + LogFormat.SLOT_BYTES;

    private static final String SUFFIX = ".log";

    private final SegmentHeader header;
    private final DiskFile file;
    private int end = SegmentHeader.BYTES;
    private int chain;
    private int readers;
    private boolean isRetired;

    Segment(SegmentHeader header, DiskFile file) {
        this.header = header;
        this.file = file;
        this.chain = header.previous();
    }

    /// Starts a new segment behind `lastEntry`, the last one of the log. It is part of the log once
    /// the segment before is sealed.
    static Segment create(Disk disk, SegmentHeader header) throws IOException {
        var file = disk.create(name(header.number()), header.bytes());
        try {
            file.write(0, header.encoded());
            return new Segment(header, file);
        } catch (IOException | RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    static String name(long number) {
        return "%010d%s".formatted(number, SUFFIX);
    }

    static boolean isName(String name) {
        return name.endsWith(SUFFIX);
    }

    /// Is this the name of a segment with a lower number?
    static boolean isNameBefore(String name, long number) {
        return name.compareTo(name(number)) < 0 && name.matches("\\d{10}\\" + SUFFIX);
    }

    /// The header of the segment that follows this one.
    SegmentHeader next(EntryId lastEntry, int bytes) {
        return new SegmentHeader(number() + 1, chain, lastEntry, bytes);
    }

    /// Says that this segment is full. Durable when it returns. The chain goes past the seal: the
    /// next segment, which continues it, was there before.
    void seal() throws IOException {
        var slot = ByteBuffer.allocate(LogFormat.SLOT_BYTES);
        Mark.seal(chain).put(slot, 0, place(end));
        file.write(end, slot);
        advance(LogFormat.SLOT_BYTES, chain);
    }

    /// Goes on behind what was written or found: `bytes` more, the last of them a mark of sum
    /// `chain`.
    void advance(int bytes, int chain) {
        end += bytes;
        this.chain = chain;
    }

    /// Somebody reads: the file stays open.
    synchronized void acquire() {
        readers++;
    }

    synchronized void release() throws IOException {
        readers--;
        closeIfUnused();
    }

    /// The file is deleted: closes it as soon as nobody reads it any more.
    synchronized void retire() throws IOException {
        isRetired = true;
        closeIfUnused();
    }

    private void closeIfUnused() throws IOException {
        if (isRetired && readers == 0) {
            file.close();
        }
    }

    Mark.Place place(int offset) {
        return new Mark.Place(number(), offset);
    }

    long number() {
        return header.number();
    }

    SegmentHeader header() {
        return header;
    }

    DiskFile file() {
        return file;
    }

    int bytes() {
        return header.bytes();
    }

    /// Where the next frame begins.
    int end() {
        return end;
    }

    /// The sum of the last mark.
    int chain() {
        return chain;
    }

    /// How large a frame may be here. A seal must still fit behind it.
    int room() {
        return bytes() - end - LogFormat.SLOT_BYTES;
    }
}
