package io.balsa.raft.testkit.contract;

import static io.balsa.raft.testkit.contract.ExampleEntries.noise;
import static io.balsa.raft.testkit.contract.ExampleEntries.voters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.DiskFullException;
import io.balsa.raft.log.snapshot.CorruptSnapshotException;
import io.balsa.raft.log.snapshot.DiskSnapshots;
import io.balsa.raft.log.snapshot.SnapshotId;
import io.balsa.raft.log.snapshot.SnapshotStore;
import io.balsa.raft.testkit.world.PowerFailure;
import io.balsa.raft.testkit.world.ReadFaults;
import io.balsa.raft.testkit.world.SimulatedDisk;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/// Files of snapshots on a disk on which everything happens that can.
class DiskSnapshotsTest {
    private static final int CONTENT_BYTES = 200_000;

    private SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(1));

    /// What was certainly the newest before the power failed, and what may have become it.
    private long finished;

    private long underWay;

    @Test
    void comesBackWithTheNewestOrTheOneUnderWayWhereverThePowerFails() throws IOException {
        var found = new HashSet<Long>();
        for (var seed = 1L; seed <= 30; seed++) {
            var isDone = false;
            for (var operations = 0; !isDone; operations++) {
                disk = new SimulatedDisk(new SplittableRandom(seed));
                isDone = liveUntilThePowerFailsAfter(operations);
                disk.powerOn();
                found.add(comeBack());
            }
        }
        assertThat(found).containsExactlyInAnyOrder(0L, 1L, 2L, 3L);
    }

    private boolean liveUntilThePowerFailsAfter(int operations) throws IOException {
        finished = 0;
        underWay = 0;
        disk.losePowerAfter(operations);
        try (var store = DiskSnapshots.open(disk)) {
            write(store, 1);
            write(store, 2);
            receive(store, 3, CONTENT_BYTES / 2);
            receive(store, 3, CONTENT_BYTES);
            return true;
        } catch (PowerFailure expected) {
            return false;
        }
    }

    private void write(SnapshotStore store, long index) throws IOException {
        try (var draft = store.begin(mark(index))) {
            draft.stream().write(content(index));
            underWay = index;
            draft.finish();
            finished = index;
        }
    }

    private void receive(SnapshotStore store, long index, int end) throws IOException {
        var content = content(index);
        try (var partial = store.receive(id(index), mark(index))) {
            var from = (int) partial.received();
            partial.write(ByteBuffer.wrap(content, from, end - from));
            if (end == content.length) {
                underWay = index;
                partial.finish();
                finished = index;
            }
        }
    }

    private long comeBack() throws IOException {
        try (var store = DiskSnapshots.open(disk)) {
            var newest = newest(store);
            assertThat(newest).isIn(finished, underWay);
            assertThat(disk.list().stream().filter(name -> !name.equals("snapshot.partial")))
                    .hasSize(newest == 0 ? 0 : 1);
            receive(store, 3, CONTENT_BYTES);
            assertThat(newest(store)).isEqualTo(3);
            return newest;
        }
    }

    /// The index of the newest snapshot, all of which is right; 0 when there is none.
    private static long newest(SnapshotStore store) throws IOException {
        try (var file = store.open()) {
            if (file == null) {
                return 0;
            }
            var index = file.mark().last().index();
            assertThat(file.mark()).isEqualTo(mark(index)).isEqualTo(store.newest());
            assertThat(file.stream().readAllBytes()).isEqualTo(content(index));
            return index;
        }
    }

    @Test
    void losesOnlyTheLastOfALongReceptionWhenThePowerFails() throws IOException {
        var content = noise(50 << 20);
        var mark = mark(1);
        var id = new SnapshotId(mark.last(), content.length, checksum(content));
        try (var store = DiskSnapshots.open(disk)) {
            var partial = store.receive(id, mark);
            partial.write(ByteBuffer.wrap(content, 0, 40 << 20));
            disk.cutPower();
            assertThatThrownBy(partial::close).isInstanceOf(PowerFailure.class);
        }
        disk.powerOn();
        try (var store = DiskSnapshots.open(disk);
                var partial = store.receive(id, mark)) {
            assertThat(partial.received()).isBetween(20L << 20, 40L << 20);
            var from = (int) partial.received();
            partial.write(ByteBuffer.wrap(content, from, content.length - from));
            partial.finish();
        }
    }

    @Test
    void leavesNothingBehindOnAFullDisk() throws IOException {
        var full = 0;
        try (var store = DiskSnapshots.open(disk)) {
            write(store, 1);
            var used = disk.usedBytes();
            for (var room = 0; room <= CONTENT_BYTES + 4_200; room += 700) {
                disk.limitCapacity(used + room);
                assertIsFull(() -> write(store, 2));
                assertIsFull(() -> receive(store, 2, CONTENT_BYTES));
                assertThat(disk.usedBytes()).isEqualTo(used);
                assertThat(newest(store)).isEqualTo(1);
                full++;
            }
            disk.limitCapacity(Long.MAX_VALUE);
            write(store, 2);
            assertThat(newest(store)).isEqualTo(2);
        }
        assertThat(full).isGreaterThan(100);
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void assertIsFull(Writing writing) {
        assertThatThrownBy(writing::run).isInstanceOf(DiskFullException.class);
    }

    @Test
    void tellsEveryFlippedBit() throws IOException {
        var content = noise(300);
        try (var store = DiskSnapshots.open(disk);
                var draft = store.begin(mark(1))) {
            draft.stream().write(content);
            draft.finish();
        }
        var name = disk.list().getFirst();
        for (var bit = 0L; bit < Byte.SIZE * disk.usedBytes(); bit++) {
            disk.flipBit(name, bit);
            assertThat(readOrNull()).isNull();
            disk.flipBit(name, bit);
        }
        assertThat(readOrNull()).isEqualTo(content);
    }

    @Test
    void tellsFlippedBitsInManyBlocks() throws IOException {
        try (var store = DiskSnapshots.open(disk)) {
            write(store, 1);
        }
        var bits = Byte.SIZE * disk.usedBytes();
        var random = new SplittableRandom(3);
        for (var i = 0; i < 300; i++) {
            var bit = random.nextLong(bits);
            disk.flipBit(disk.list().getFirst(), bit);
            assertThat(readOrNull()).isNull();
            disk.flipBit(disk.list().getFirst(), bit);
        }
    }

    /// The content of the newest, or null when it was told to be damaged.
    private byte @Nullable [] readOrNull() throws IOException {
        try (var store = DiskSnapshots.open(disk);
                var file = requireNonNull(store.open())) {
            return file.stream().readAllBytes();
        } catch (CorruptSnapshotException told) {
            assertThat(told).hasMessageContaining(".snapshot").hasMessageContaining("Keep a copy");
            return null;
        }
    }

    @Test
    void handsOutNoWrongBytesWhenReadsGoWrong() throws IOException {
        try (var store = DiskSnapshots.open(disk)) {
            write(store, 1);
        }
        disk.setReadFaults(new ReadFaults(0.05, 0.05));
        var good = 0;
        for (var i = 0; i < 300; i++) {
            try (var store = DiskSnapshots.open(disk)) {
                assertThat(newest(store)).isEqualTo(1);
                good++;
            } catch (PowerFailure impossible) {
                throw impossible;
            } catch (IOException expected) {
                assertThat(expected).isNotNull();
            }
        }
        assertThat(good).isBetween(20, 280);
        assertThat(disk.spoiltReads()).isGreaterThan(20);
    }

    @Test
    void receivesAgainWhatRottedMeanwhile() throws IOException {
        try (var store = DiskSnapshots.open(disk)) {
            receive(store, 1, CONTENT_BYTES - 1);
        }
        disk.flipBit("snapshot.partial", 8 * 100_000);
        try (var store = DiskSnapshots.open(disk)) {
            try (var partial = store.receive(id(1), mark(1))) {
                assertThat(partial.received()).isEqualTo(65_532);
            }
            receive(store, 1, CONTENT_BYTES);
            assertThat(newest(store)).isEqualTo(1);
        }
    }

    @Test
    void deletesAReceptionThatANewerSnapshotMadeUseless() throws IOException {
        try (var store = DiskSnapshots.open(disk)) {
            receive(store, 1, CONTENT_BYTES / 2);
            write(store, 2);
        }
        DiskSnapshots.open(disk).close();
        assertThat(disk.list()).hasSize(1);
    }

    @Test
    void refusesAFileUnderAnotherName() throws IOException {
        try (var store = DiskSnapshots.open(disk)) {
            write(store, 1);
        }
        disk.rename(disk.list().getFirst(), "0000000000000000009-0000000000000000001.snapshot");
        assertThatThrownBy(() -> DiskSnapshots.open(disk))
                .isInstanceOf(CorruptSnapshotException.class);
    }

    private static SnapshotMark mark(long index) {
        var place = new EntryId(1, 1);
        return new SnapshotMark(new EntryId(1, index), new MembershipEntry(place, voters(3)));
    }

    private static SnapshotId id(long index) {
        var content = content(index);
        return new SnapshotId(new EntryId(1, index), content.length, checksum(content));
    }

    private static byte[] content(long index) {
        var content = noise(CONTENT_BYTES);
        content[0] = (byte) index;
        return content;
    }

    private static int checksum(byte[] content) {
        var crc = new CRC32C();
        crc.update(content);
        return (int) crc.getValue();
    }
}
