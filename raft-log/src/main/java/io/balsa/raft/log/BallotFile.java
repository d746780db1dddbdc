package io.balsa.raft.log;

import static io.balsa.raft.core.Check.check;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.MemberId;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The ballot on disk, in two copies, each in a block of its own: one is written when the other is
/// durable, so that no single torn write and no single damaged block loses it.
///
/// A copy, big-endian: magic (4 bytes), CRC32C of what follows (4), sequence number (8), term (8),
/// the member voted for or 0 (8). Of two sound copies the higher sequence number counts.
public final class BallotFile implements AutoCloseable {
    private static final String NAME = "ballot";
    private static final String UNFINISHED_NAME = "ballot.new";
    private static final int BLOCK_BYTES = 4096;
    private static final int COPY_BYTES = 32;
    private static final int MAGIC = 0x42414C31; // BAL1

    private final DiskFile file;
    private Copy current;
    private boolean isWhole;

    private BallotFile(DiskFile file, Copy current, boolean isWhole) {
        this.file = file;
        this.current = current;
        this.isWhole = isWhole;
    }

    /// Is there a ballot? There is from the end of [#create(Disk)] on, also after a crash.
    public static boolean exists(Disk disk) throws IOException {
        return disk.exists(NAME);
    }

    /// A new file that holds [Ballot#NONE].
    public static BallotFile create(Disk disk) throws IOException {
        disk.delete(UNFINISHED_NAME);
        var first = new Copy(1, Ballot.NONE);
        try (var file = disk.create(UNFINISHED_NAME, 2 * BLOCK_BYTES)) {
            put(file, first);
        }
        disk.rename(UNFINISHED_NAME, NAME);
        return new BallotFile(disk.open(NAME), first, true);
    }

    /// Reads the ballot. Changes nothing.
    ///
    /// @throws CorruptLogException when neither copy is sound
    public static BallotFile open(Disk disk) throws IOException {
        var file = disk.open(NAME);
        try {
            var first = Copy.read(file, 0);
            var second = Copy.read(file, BLOCK_BYTES);
            var current = latest(first, second);
            if (current == null) {
                throw LogFormat.damage(NAME, 0, "neither copy of the ballot is sound");
            }
            return new BallotFile(file, current, current.equals(first) && current.equals(second));
        } catch (IOException | RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    /// Writes a copy again that is damaged, or that a crash left behind the other.
    ///
    /// @return was there one?
    public boolean mend() throws IOException {
        if (isWhole) {
            return false;
        }
        if (file.size() != 2 * BLOCK_BYTES) {
            throw LogFormat.damage(NAME, file.size(), "the file is cut off");
        }
        put(file, current);
        isWhole = true;
        return true;
    }

    private static @Nullable Copy latest(@Nullable Copy one, @Nullable Copy other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.sequence >= other.sequence ? one : other;
    }

    private static void put(DiskFile file, Copy copy) throws IOException {
        file.write(0, copy.encoded());
        file.write(BLOCK_BYTES, copy.encoded());
    }

    public Ballot ballot() {
        return current.ballot;
    }

    /// Replaces the ballot. Durable when it returns; after a crash before that it is the old or the
    /// new one.
    public void write(Ballot ballot) throws IOException {
        check(ballot.term() >= current.ballot.term(), "the term of a ballot never falls");
        var next = new Copy(current.sequence + 1, ballot);
        put(file, next);
        current = next;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private record Copy(long sequence, Ballot ballot) {
        static @Nullable Copy read(DiskFile file, long position) throws IOException {
            var bytes = ByteBuffer.allocate(COPY_BYTES);
            file.read(position, bytes);
            if (bytes.flip().remaining() < COPY_BYTES
                    || bytes.getInt() != MAGIC
                    || bytes.getInt() != sum(bytes)) {
                return null;
            }
            var sequence = bytes.getLong();
            var term = bytes.getLong();
            var vote = bytes.getLong();
            return new Copy(sequence, new Ballot(term, vote == 0 ? null : MemberId.of(vote)));
        }

        ByteBuffer encoded() {
            var vote = ballot.votedFor();
            var bytes = ByteBuffer.allocate(COPY_BYTES).putInt(MAGIC).putInt(0);
            bytes.putLong(sequence).putLong(ballot.term());
            bytes.putLong(vote == null ? 0 : vote.value()).position(8);
            return bytes.putInt(4, sum(bytes)).rewind();
        }

        private static int sum(ByteBuffer bytes) {
            return LogFormat.crc(bytes);
        }
    }
}
