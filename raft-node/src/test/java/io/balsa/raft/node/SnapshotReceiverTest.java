package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.Event;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.DiskFullException;
import io.balsa.raft.log.snapshot.MemorySnapshots;
import io.balsa.raft.log.snapshot.SnapshotDraft;
import io.balsa.raft.log.snapshot.SnapshotFile;
import io.balsa.raft.log.snapshot.SnapshotId;
import io.balsa.raft.log.snapshot.SnapshotPartial;
import io.balsa.raft.log.snapshot.SnapshotStore;
import io.balsa.raft.node.PeerMessage.SnapshotAck;
import io.balsa.raft.node.PeerMessage.SnapshotAck.Outcome;
import io.balsa.raft.node.PeerMessage.SnapshotChunk;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/// How a snapshot is taken in, message by message, whatever is wrong with them and with the disk.
class SnapshotReceiverTest {
    private static final MemberId ONE = MemberId.of(1);
    private static final long TERM = 3;

    private static final SnapshotMark MARK =
            new SnapshotMark(
                    new EntryId(2, 9),
                    new MembershipEntry(new EntryId(1, 1), LocalGroup.voters(3)));

    private final byte[] content = new byte[3_000];
    private final SnapshotId id;
    private final RoomyStore store = new RoomyStore();
    private final List<SnapshotAck> answers = new ArrayList<>();
    private final List<Event> reports = new ArrayList<>();
    private final SnapshotReceiver receiver =
            new SnapshotReceiver(store, new RecordingLink(), reports::add);

    SnapshotReceiverTest() {
        new SplittableRandom(1).nextBytes(content);
        var sum = new CRC32C();
        sum.update(content);
        id = new SnapshotId(MARK.last(), content.length, (int) sum.getValue());
    }

    @Test
    void takesItInPieceByPieceAndReportsTheWhole() {
        receive(chunk(0, 0));
        receive(chunk(0, 1_000));
        assertThat(answers).containsExactly(ack(0, Outcome.RECEIVED), ack(1_000, Outcome.RECEIVED));

        receive(chunk(1_000, 3_000));

        assertThat(answers.getLast()).isEqualTo(ack(3_000, Outcome.COMPLETE));
        assertThat(reports).containsExactly(new Event.SnapshotReceived(ONE, TERM, MARK));
        assertThat(store.newest()).isEqualTo(MARK);
    }

    @Test
    void asksAgainForAChunkThatWasDamagedOnItsWay() {
        receive(chunk(0, 1_000));
        var damaged = content.clone();
        damaged[1_500] ^= 1;
        var sound = chunk(1_000, 2_000);
        receive(
                new SnapshotChunk(
                        TERM,
                        id,
                        MARK,
                        1_000,
                        ByteBuffer.wrap(damaged, 1_000, 1_000),
                        sound.checksum()));
        assertThat(answers.getLast()).isEqualTo(ack(1_000, Outcome.MISSING));

        receive(sound);
        receive(chunk(2_000, 3_000));

        assertThat(answers.getLast()).isEqualTo(ack(3_000, Outcome.COMPLETE));
    }

    @Test
    void saysWhatIsMissingWhenChunksAreLostAndTakesCopiesForWhatTheyAre() {
        receive(chunk(0, 1_000));
        receive(chunk(2_000, 3_000));
        assertThat(answers.getLast()).isEqualTo(ack(1_000, Outcome.MISSING));

        receive(chunk(0, 1_000));

        assertThat(answers.getLast()).isEqualTo(ack(1_000, Outcome.RECEIVED));
    }

    /// What is there stays, and the transfer goes on once there is room again.
    @Test
    void refusesWhatTheDiskHasNoRoomForAndGoesOnLater() {
        receive(chunk(0, 1_000));
        store.hasRoom = false;
        receive(chunk(1_000, 2_000));
        assertThat(answers.getLast().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(reports).isEmpty();

        store.hasRoom = true;
        receive(chunk(0, 0));
        assertThat(answers.getLast()).isEqualTo(ack(1_000, Outcome.RECEIVED));
        receive(chunk(1_000, 3_000));

        assertThat(answers.getLast()).isEqualTo(ack(3_000, Outcome.COMPLETE));
    }

    /// Each chunk may be sound and the whole not what its name says.
    @Test
    void refusesAWholeThatIsNotWhatItsNameSaysAndBeginsAgain() {
        var right = content[2_999];
        content[2_999] ^= 1;
        receive(chunk(0, 3_000));
        assertThat(answers.getLast()).isEqualTo(ack(0, Outcome.REFUSED));
        assertThat(store.newest()).isNull();

        content[2_999] = right;
        receive(chunk(0, 0));
        assertThat(answers.getLast()).isEqualTo(ack(0, Outcome.RECEIVED));
        receive(chunk(0, 3_000));

        assertThat(answers.getLast()).isEqualTo(ack(3_000, Outcome.COMPLETE));
    }

    @Test
    void doesNotListenToALeaderOfAnEarlierTerm() {
        receive(chunk(0, 1_000));
        answers.clear();

        receive(SnapshotChunk.of(TERM - 1, id, MARK, 1_000, bytes(1_000, 2_000)));

        assertThat(answers).isEmpty();
    }

    @Test
    void saysThatItHasWhatItHasAlready() {
        receive(chunk(0, 3_000));
        answers.clear();

        receive(chunk(0, 0));

        assertThat(answers).containsExactly(ack(3_000, Outcome.COMPLETE));
    }

    private void receive(SnapshotChunk chunk) {
        receiver.onChunk(ONE, chunk);
    }

    private SnapshotChunk chunk(int from, int to) {
        return SnapshotChunk.of(TERM, id, MARK, from, bytes(from, to));
    }

    private ByteBuffer bytes(int from, int to) {
        return ByteBuffer.wrap(content, from, to - from).slice();
    }

    private SnapshotAck ack(long received, Outcome outcome) {
        return new SnapshotAck(TERM, id, received, outcome);
    }

    private final class RecordingLink implements Transport.Link {
        @Override
        public void send(MemberId to, PeerMessage message) {
            assertThat(to).isEqualTo(ONE);
            answers.add((SnapshotAck) message);
        }

        @Override
        public void close() {}
    }

    /// Takes snapshots in as long as it has room.
    private static final class RoomyStore implements SnapshotStore {
        private final MemorySnapshots store = new MemorySnapshots();
        private boolean hasRoom = true;

        @Override
        public @Nullable SnapshotMark newest() {
            return store.newest();
        }

        @Override
        public @Nullable SnapshotFile open() {
            return store.open();
        }

        @Override
        public SnapshotDraft begin(SnapshotMark mark) {
            return store.begin(mark);
        }

        @Override
        public SnapshotPartial receive(SnapshotId id, SnapshotMark mark) {
            return new RoomyPartial(store.receive(id, mark));
        }

        @Override
        public void close() {
            store.close();
        }

        private final class RoomyPartial implements SnapshotPartial {
            private final SnapshotPartial partial;

            RoomyPartial(SnapshotPartial partial) {
                this.partial = partial;
            }

            @Override
            public SnapshotId id() {
                return partial.id();
            }

            @Override
            public long received() {
                return partial.received();
            }

            @Override
            public void write(ByteBuffer bytes) throws IOException {
                if (!hasRoom) {
                    throw new DiskFullException("no room in this test");
                }
                partial.write(bytes);
            }

            @Override
            public void finish() throws IOException {
                partial.finish();
            }

            @Override
            public void close() throws IOException {
                partial.close();
            }
        }
    }
}
