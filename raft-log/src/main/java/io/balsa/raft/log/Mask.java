package io.balsa.raft.log;

import static io.balsa.raft.log.LogFormat.SECTOR_BYTES;
import static io.balsa.raft.log.LogFormat.SLOT_BYTES;
import static io.balsa.raft.log.LogFormat.alignedUp;

import java.nio.ByteBuffer;

/// Keeps payloads from looking like nothing.
///
/// A sector of zeros in a segment means that it was never written. So a payload that holds whole
/// sectors of (almost) only zeros is stored under a mask, a pattern that is added to its bits. The
/// mask 0 leaves it as it is, which does for all but very few.
final class Mask {
    /// One flipped bit must not turn a written sector into an empty one.
    private static final int SECTOR_BITS_MIN = 2;

    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private Mask() {}

    /// The first mask under which every sector of `payload`, stored at `offset`, has enough bits. A
    /// sector rules out one mask at most, and there are more masks than sectors in a payload.
    static int choose(ByteBuffer payload, int offset) {
        if (payload.remaining() <= SECTOR_BYTES - SLOT_BYTES) {
            return 0; // Nowhere alone in a sector.
        }
        var bytes = payload.duplicate();
        var mask = 0;
        while (!showsInEverySector(bytes, offset, pattern(mask))) {
            mask++;
        }
        return mask;
    }

    /// Puts the mask on, or takes it off: the same.
    static void toggle(ByteBuffer payload, int mask) {
        if (mask == 0) {
            return;
        }
        var pattern = pattern(mask);
        var bytes = payload.duplicate();
        var at = bytes.position();
        for (; at + Long.BYTES <= bytes.limit(); at += Long.BYTES) {
            bytes.putLong(at, bytes.getLong(at) ^ pattern);
        }
        for (; at < bytes.limit(); at++) {
            pattern = Long.rotateLeft(pattern, Byte.SIZE);
            bytes.put(at, (byte) (bytes.get(at) ^ pattern));
        }
    }

    private static long pattern(int mask) {
        return mask * SPREAD;
    }

    private static boolean showsInEverySector(ByteBuffer payload, int offset, long pattern) {
        var length = payload.remaining();
        var end = alignedUp(length, SLOT_BYTES);
        var sector = alignedUp(offset, SECTOR_BYTES) - offset;
        for (; sector + SECTOR_BYTES <= end; sector += SECTOR_BYTES) {
            var bytes = Math.min(SECTOR_BYTES, length - sector);
            if (!shows(payload, payload.position() + sector, bytes, pattern)) {
                return false;
            }
        }
        return true;
    }

    private static boolean shows(ByteBuffer payload, int from, int bytes, long pattern) {
        var bits = 0;
        for (var at = from; at + Long.BYTES <= from + bytes; at += Long.BYTES) {
            bits += Long.bitCount(payload.getLong(at) ^ pattern);
            if (bits >= SECTOR_BITS_MIN) {
                return true;
            }
        }
        return false;
    }
}
