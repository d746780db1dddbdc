package io.balsa.raft.log;

import io.balsa.raft.log.RecordingDisk.Change;

import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/// What a crash leaves of the write under way: the bytes before some point, of the sectors that the
/// disk happened to take.
record Tear(int bytes, IntPredicate arrives) {
    private static final int SECTOR_BYTES = 512;

    /// The first `bytes` bytes arrive.
    static Tear after(int bytes) {
        return new Tear(bytes, sector -> true);
    }

    /// A random set of sectors arrives, now and then cut short as well.
    static Tear random(SplittableRandom random, int length) {
        var bytes = random.nextInt(4) == 0 ? random.nextInt(length + 1) : length;
        var salt = random.nextLong();
        return new Tear(bytes, sector -> (new SplittableRandom(salt + sector).nextInt() & 1) == 0);
    }

    /// Makes as much of the change as arrives. What is no write happens as a whole or not at all.
    void apply(RecordingDisk disk, Change change) {
        if (change instanceof Change.Write(var name, var position, var written)) {
            var file = disk.bytes(name);
            for (var i = 0; i < Math.min(bytes, written.length); i++) {
                if (arrives.test((position + i) / SECTOR_BYTES)) {
                    file[position + i] = written[i];
                }
            }
        }
    }
}
