package io.balsa.raft.testkit.contract;

import static io.balsa.raft.testkit.contract.ExampleEntries.noise;
import static io.balsa.raft.testkit.contract.SnapshotLife.CONTENT_BYTES;
import static io.balsa.raft.testkit.contract.SnapshotLife.id;
import static io.balsa.raft.testkit.contract.SnapshotLife.mark;
import static io.balsa.raft.testkit.contract.SnapshotLife.newest;
import static io.balsa.raft.testkit.contract.SnapshotStoreFixture.checksum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.Objects.requireNonNull;

import io.balsa.raft.log.DiskFullException;
import io.balsa.raft.log.snapshot.CorruptSnapshotException;
import io.balsa.raft.log.snapshot.DiskSnapshots;
import io.balsa.raft.log.snapshot.SnapshotId;
import io.balsa.raft.testkit.world.PowerFailure;
import io.balsa.raft.testkit.world.SimulatedDisk;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/// What the files of snapshots hold and leave behind, beyond what [SnapshotStoreCrashContract] asks
/// of every store.
class DiskSnapshotsTest {
    private final SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(1));

    private final SnapshotLife life = new SnapshotLife();

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
            life.write(store, 1);
            var used = disk.usedBytes();
            for (var room = 0; room <= CONTENT_BYTES + 4_200; room += 700) {
                disk.limitCapacity(used + room);
                assertIsFull(() -> life.write(store, 2));
                assertIsFull(() -> life.receive(store, 2, CONTENT_BYTES));
                assertThat(disk.usedBytes()).isEqualTo(used);
                assertThat(newest(store)).isEqualTo(1);
                full++;
            }
            disk.limitCapacity(Long.MAX_VALUE);
            life.write(store, 2);
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
            life.write(store, 1);
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
    void receivesAgainWhatRottedMeanwhile() throws IOException {
        try (var store = DiskSnapshots.open(disk)) {
            life.receive(store, 1, CONTENT_BYTES - 1);
        }
        disk.flipBit("snapshot.partial", 8 * 100_000);
        try (var store = DiskSnapshots.open(disk)) {
            try (var partial = store.receive(id(1), mark(1))) {
                assertThat(partial.received()).isEqualTo(65_532);
            }
            life.receive(store, 1, CONTENT_BYTES);
            assertThat(newest(store)).isEqualTo(1);
        }
    }

    @Test
    void deletesAReceptionThatANewerSnapshotMadeUseless() throws IOException {
        try (var store = DiskSnapshots.open(disk)) {
            life.receive(store, 1, CONTENT_BYTES / 2);
            life.write(store, 2);
        }
        DiskSnapshots.open(disk).close();
        assertThat(disk.list()).hasSize(1);
    }

    @Test
    void refusesAFileUnderAnotherName() throws IOException {
        try (var store = DiskSnapshots.open(disk)) {
            life.write(store, 1);
        }
        disk.rename(disk.list().getFirst(), "0000000000000000009-0000000000000000001.snapshot");
        assertThatThrownBy(() -> DiskSnapshots.open(disk))
                .isInstanceOf(CorruptSnapshotException.class);
    }
}
