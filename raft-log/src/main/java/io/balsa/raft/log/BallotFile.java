package io.balsa.raft.log;

import static io.balsa.raft.core.Check.check;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.MemberId;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The ballot on disk, in two copies (see [TwinFile]): the term (8 bytes; the highest bit is set
/// while the member is unproven), and the member voted for or 0 (8).
public final class BallotFile implements AutoCloseable {
    private static final int CONTENT_BYTES = 16;
    private static final long UNPROVEN = Long.MIN_VALUE;
    private static final TwinFile.Title TITLE =
            new TwinFile.Title("ballot", 0x42414C31, CONTENT_BYTES, "ballot"); // BAL1

    private final TwinFile file;
    private Ballot current;

    private BallotFile(TwinFile file) {
        this.file = file;
        this.current = decoded(file.content());
    }

    /// Is there a ballot? There is from the end of [#create(Disk)] on, also after a crash.
    public static boolean exists(Disk disk) throws IOException {
        return disk.exists(TITLE.name());
    }

    /// A new file that holds [Ballot#NONE].
    public static BallotFile create(Disk disk) throws IOException {
        return new BallotFile(TwinFile.create(disk, TITLE, encoded(Ballot.NONE)));
    }

    /// Reads the ballot. Changes nothing.
    ///
    /// @throws CorruptLogException when neither copy is sound
    public static BallotFile open(Disk disk) throws IOException {
        return new BallotFile(TwinFile.open(disk, TITLE));
    }

    /// Writes a copy again that is damaged, or that a crash left behind the other.
    ///
    /// @return was there one?
    public boolean mend() throws IOException {
        return file.mend();
    }

    public Ballot ballot() {
        return current;
    }

    /// Replaces the ballot. Durable when it returns; after a crash before that it is the old or the
    /// new one.
    public void write(Ballot ballot) throws IOException {
        check(ballot.term() >= current.term(), "the term of a ballot never falls");
        file.write(encoded(ballot));
        current = ballot;
    }

    private static Ballot decoded(ByteBuffer content) {
        var term = content.getLong();
        var vote = content.getLong();
        return new Ballot(
                term & ~UNPROVEN, vote == 0 ? null : MemberId.of(vote), (term & UNPROVEN) != 0);
    }

    private static byte[] encoded(Ballot ballot) {
        var vote = ballot.votedFor();
        return ByteBuffer.allocate(CONTENT_BYTES)
                .putLong(ballot.unproven() ? ballot.term() | UNPROVEN : ballot.term())
                .putLong(vote == null ? 0 : vote.value())
                .array();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
