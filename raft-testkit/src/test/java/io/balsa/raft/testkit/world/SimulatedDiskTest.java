package io.balsa.raft.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

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
