package io.balsa.raft.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.raft.log.DiskFile;
import io.balsa.raft.log.DiskFullException;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.SplittableRandom;

class SimulatedDiskTest {
    private static final int FILE_BYTES = 4_096;

    private final SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(1));

    @Test
    void keepsWhatWasWrittenBeforeAPowerFailure() throws IOException {
        disk.create("a", FILE_BYTES).write(10, bytes("kept"));

        disk.cutPower();
        disk.powerOn();

        assertThat(read("a", 10, 4)).isEqualTo("kept");
    }

    @Test
    void refusesEverythingWithoutPower() throws IOException {
        var file = disk.create("a", FILE_BYTES);
        disk.cutPower();

        assertThatThrownBy(() -> file.write(0, bytes("x"))).isInstanceOf(PowerFailure.class);
        assertThatThrownBy(() -> file.read(0, ByteBuffer.allocate(1)))
                .isInstanceOf(PowerFailure.class);
        assertThatThrownBy(disk::list).isInstanceOf(PowerFailure.class);
        assertThatThrownBy(() -> disk.create("b", 1)).isInstanceOf(PowerFailure.class);
    }

    @Test
    void doesNotLetAnOldProcessWriteAfterTheMachineStartedAgain() throws IOException {
        var file = disk.create("a", FILE_BYTES);
        disk.cutPower();
        disk.powerOn();

        assertThatThrownBy(() -> file.write(0, bytes("x"))).isInstanceOf(PowerFailure.class);
    }

    @Test
    void leavesManyDifferentPartsOfATornWrite() throws IOException {
        var wanted = new byte[FILE_BYTES];
        Arrays.fill(wanted, (byte) 'x');
        var counts = new HashSet<Long>();
        for (var attempt = 0; attempt < 100; attempt++) {
            var file = disk.create("a", FILE_BYTES);
            disk.losePowerAfter(0);
            assertThatThrownBy(() -> file.write(0, ByteBuffer.wrap(wanted)))
                    .isInstanceOf(PowerFailure.class);
            disk.powerOn();
            counts.add(read("a", 0, FILE_BYTES).chars().filter(each -> each == 'x').count());
        }

        assertThat(counts).contains(0L, (long) FILE_BYTES).hasSizeGreaterThan(20);
        assertThat(disk.tornWrites()).isBetween(30L, 70L);
    }

    @Test
    void failsOnlyAfterTheOperationsItWasGiven() throws IOException {
        var file = disk.create("a", FILE_BYTES);
        disk.losePowerAfter(2);

        file.write(0, bytes("1"));
        file.write(1, bytes("2"));

        assertThatThrownBy(() -> file.write(2, bytes("3"))).isInstanceOf(PowerFailure.class);
        disk.powerOn();
        assertThat(read("a", 0, 2)).isEqualTo("12");
    }

    @Test
    void renamesWhollyOrNotAtAll() throws IOException {
        for (var attempt = 0; attempt < 20; attempt++) {
            disk.create("a", 1).write(0, bytes("n"));
            disk.create("b", 1).write(0, bytes("o"));
            disk.losePowerAfter(0);
            assertThatThrownBy(() -> disk.rename("a", "b")).isInstanceOf(PowerFailure.class);
            disk.powerOn();

            assertThat(read("b", 0, 1)).isEqualTo(disk.exists("a") ? "o" : "n");
            disk.delete("a");
        }
    }

    @Test
    void isFullAtItsLimitAndLeavesNothingBehind() throws IOException {
        disk.limitCapacity(100);
        disk.create("a", 60);

        assertThatThrownBy(() -> disk.create("b", 60)).hasMessageContaining("no space left");
        assertThat(disk.list()).containsExactly("a");
    }

    @Test
    void flipsTheBitItIsTold() throws IOException {
        disk.create("a", 2).write(0, bytes("ab"));

        disk.flipBit("a", 8);

        assertThat(read("a", 0, 2)).isEqualTo("ac");
    }

    @Test
    void forgetsWhatWasAppendedAndNotSynced() throws IOException {
        var sizes = new HashSet<Long>();
        for (var attempt = 0; attempt < 50; attempt++) {
            var file = disk.grow("a" + attempt);
            file.append(bytes("synced"));
            file.sync();
            file.append(bytes("x".repeat(FILE_BYTES)));
            disk.cutPower();
            disk.powerOn();

            sizes.add(sizeOf("a" + attempt));
            assertThat(read("a" + attempt, 0, 6)).isEqualTo("synced");
        }
        assertThat(sizes).hasSizeGreaterThan(20).allMatch(size -> size >= 6);
    }

    @Test
    void leavesHolesInWhatWasNotSynced() throws IOException {
        var holes = 0;
        for (var attempt = 0; attempt < 50; attempt++) {
            var file = disk.grow("a" + attempt);
            file.append(bytes("x".repeat(FILE_BYTES)));
            disk.cutPower();
            disk.powerOn();

            if (read("a" + attempt, 0, (int) sizeOf("a" + attempt)).contains("\0")) {
                holes++;
            }
        }
        assertThat(holes).isBetween(10, 49);
    }

    @Test
    void losesTheContentOfAFileThatWasRenamedBeforeItWasSynced() throws IOException {
        var file = disk.grow("a");
        file.append(bytes("x".repeat(FILE_BYTES)));
        file.close();
        disk.rename("a", "b");
        disk.cutPower();
        disk.powerOn();

        assertThat(read("b", 0, FILE_BYTES)).isNotEqualTo("x".repeat(FILE_BYTES));
    }

    @Test
    void hasNoRoomForMoreThanItsLimitInAFileThatGrows() throws IOException {
        disk.limitCapacity(100);
        var file = disk.grow("a");
        file.append(bytes("x".repeat(60)));

        assertThatThrownBy(() -> file.append(bytes("x".repeat(60))))
                .isInstanceOf(DiskFullException.class);
        assertThat(file.size()).isBetween(60L, 100L);
        file.truncate(60);
        file.append(bytes("x".repeat(40)));
    }

    @Test
    void readsOnInAFileThatWasDeletedOrReplaced() throws IOException {
        disk.create("a", 1).write(0, bytes("a"));
        disk.create("b", 1).write(0, bytes("b"));
        try (var a = disk.open("a");
                var b = disk.open("b")) {
            disk.rename("a", "b");
            disk.delete("b");
            assertThat(firstOf(a)).isEqualTo("a");
            assertThat(firstOf(b)).isEqualTo("b");
        }
    }

    @Test
    void spoilsAsManyReadsAsItIsTold() throws IOException {
        disk.create("a", 1).write(0, bytes("a"));
        disk.setReadFaults(new ReadFaults(0.2, 0.2));
        var errors = 0;
        var flips = 0;
        for (var attempt = 0; attempt < 1_000; attempt++) {
            try {
                flips += read("a", 0, 1).equals("a") ? 0 : 1;
            } catch (IOException expected) {
                errors++;
            }
        }
        assertThat(errors).isBetween(100, 300);
        assertThat(flips).isBetween(100, 300);
        assertThat(disk.spoiltReads()).isEqualTo(errors + flips);
        disk.setReadFaults(ReadFaults.NONE);
        assertThat(read("a", 0, 1)).isEqualTo("a");
    }

    @Test
    void flipsABitOfAnyFile() throws IOException {
        disk.create("a", 10);
        disk.create("b", 10);
        var names = new HashSet<String>();
        for (var attempt = 0; attempt < 20; attempt++) {
            var name = disk.flipAnyBit();
            names.add(name);
        }
        assertThat(names).containsExactlyInAnyOrder("a", "b");
    }

    private long sizeOf(String name) throws IOException {
        try (var file = disk.open(name)) {
            return file.size();
        }
    }

    private static String firstOf(DiskFile file) throws IOException {
        var target = ByteBuffer.allocate(1);
        file.read(0, target);
        return UTF_8.decode(target.flip()).toString();
    }

    private String read(String name, long position, int bytes) throws IOException {
        try (var file = disk.open(name)) {
            var target = ByteBuffer.allocate(bytes);
            file.read(position, target);
            return UTF_8.decode(target.flip()).toString();
        }
    }

    private static ByteBuffer bytes(String text) {
        return UTF_8.encode(text);
    }
}
