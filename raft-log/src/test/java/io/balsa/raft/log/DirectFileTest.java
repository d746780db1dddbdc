package io.balsa.raft.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

class DirectFileTest {
    private static final int PAGE = DirectFile.PAGE_BYTES;
    private static final int BYTES = 3 << 20;
    private static final byte JUNK = 0x55;

    @TempDir private Path folder;
    private FileDisk disk;

    @BeforeEach
    void open() throws IOException {
        disk = FileDisk.open(folder);
    }

    /// Where the way around the cache is closed there is nothing to test.
    private DiskFile create(int bytes) throws IOException {
        var file = disk.create("file", bytes);
        assumeThat(file instanceof DirectFile).isTrue();
        return file;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void holdsWhatWasWrittenWhereverThatIs(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        var model = new byte[BYTES];
        try (var file = create(BYTES)) {
            for (var i = 0; i < 60; i++) {
                var length = length(random);
                var place = random.nextInt(BYTES - length + 1);
                write(file, model, place, bytes(random, length));
                var from = Math.max(0, place - 2 * PAGE);
                var to = Math.min(BYTES, place + length + 2 * PAGE);
                assertThat(read(file, from, to)).isEqualTo(Arrays.copyOfRange(model, from, to));
            }
            assertThat(read(file, 0, BYTES)).isEqualTo(model);
        }
        assertThat(Files.readAllBytes(folder.resolve("file"))).isEqualTo(model);
    }

    /// As a log does it: each at a slot, with what was written and what was not beside it.
    @Test
    void holdsWhatWasWrittenInPlaceAtEverySlotOfAPage() throws IOException {
        var random = new SplittableRandom(1);
        var model = new byte[BYTES];
        try (var file = create(BYTES)) {
            for (var slot = 0; slot < PAGE; slot += LogFormat.SLOT_BYTES) {
                var place = slot / LogFormat.SLOT_BYTES * 3 * PAGE + slot;
                var length = random.nextInt(1, PAGE / 8) * LogFormat.SLOT_BYTES;
                writeInPlace(file, model, place, bytes(random, length));
            }
            assertThat(read(file, 0, BYTES)).isEqualTo(model);
        }
        assertThat(Files.readAllBytes(folder.resolve("file"))).isEqualTo(model);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void holdsWhatWasWrittenInPlaceAndOtherwiseInTurns(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        var model = new byte[BYTES];
        try (var file = create(BYTES)) {
            var end = 0;
            for (var i = 0; i < 60; i++) {
                var length = length(random);
                var room = BYTES - length;
                var place = random.nextBoolean() ? Math.min(end, room) : random.nextInt(room + 1);
                if (random.nextInt(3) > 0) {
                    writeInPlace(file, model, place, bytes(random, length));
                } else {
                    write(file, model, place, bytes(random, length));
                }
                end = place + length;
                var from = Math.max(0, place - 2 * PAGE);
                var to = Math.min(BYTES, end + 2 * PAGE);
                assertThat(read(file, from, to)).isEqualTo(Arrays.copyOfRange(model, from, to));
            }
        }
        assertThat(Files.readAllBytes(folder.resolve("file"))).isEqualTo(model);
    }

    @Test
    void completesThePagesOfABufferThatItTakesFrom() throws IOException {
        var model = new byte[4 * PAGE];
        try (var file = create(4 * PAGE)) {
            write(file, model, 0, bytes(new SplittableRandom(1), 4 * PAGE));
            var source = inPages(PAGE + 100, new byte[2 * PAGE]);
            file.writeInPlace(PAGE + 100, source);
            var pages = new byte[3 * PAGE];
            source.clear().get(PAGE, pages);
            assertThat(Arrays.copyOf(pages, 100))
                    .isEqualTo(Arrays.copyOfRange(model, PAGE, PAGE + 100));
            assertThat(Arrays.copyOfRange(pages, 2 * PAGE + 100, 3 * PAGE))
                    .isEqualTo(Arrays.copyOfRange(model, 3 * PAGE + 100, 4 * PAGE));
            assertThat(source.get(PAGE - 1)).isEqualTo(JUNK);
        }
    }

    /// Such a buffer is only read.
    @Test
    void copiesWhatDoesNotLieAsOnTheDisk() throws IOException {
        var random = new SplittableRandom(1);
        var model = new byte[4 * PAGE];
        try (var file = create(4 * PAGE)) {
            for (var source :
                    List.of(
                            between(100, ByteBuffer.allocate(3 * PAGE)),
                            between(100, DirectFile.pages(3 * PAGE).slice(32, 2 * PAGE)),
                            between(100, DirectFile.pages(2 * PAGE).slice(0, PAGE + 300)),
                            between(101, DirectFile.pages(3 * PAGE)),
                            between(100, DirectFile.pages(3 * PAGE)).asReadOnlyBuffer())) {
                var from = source.position();
                write(file, model, 0, bytes(random, 4 * PAGE));
                file.writeInPlace(PAGE + 100, source);
                assertThat(source.hasRemaining()).isFalse();
                assertThat(source.get(from - 1)).isEqualTo(JUNK);
                source.get(from, model, PAGE + 100, PAGE);
                assertThat(read(file, 0, 4 * PAGE)).isEqualTo(model);
            }
        }
    }

    /// A page of content from `from` on, amid junk.
    private static ByteBuffer between(int from, ByteBuffer buffer) {
        buffer.put(0, junk(buffer.capacity()));
        buffer.put(from, bytes(new SplittableRandom(from), PAGE));
        return buffer.limit(from + PAGE).position(from);
    }

    /// As a log does it.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void holdsWhatWasWrittenPieceByPiece(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        var model = new byte[BYTES];
        try (var file = create(BYTES)) {
            var end = 0;
            for (var i = 0; i < 100; i++) {
                var length = Math.min(random.nextInt(1, 9 * PAGE), BYTES - end);
                write(file, model, end, bytes(random, length));
                end += length;
            }
        }
        assertThat(Files.readAllBytes(folder.resolve("file"))).isEqualTo(model);
    }

    @Test
    void writesAndReadsNoFurtherThanTheFileGoes() throws IOException {
        try (var file = create(2 * PAGE)) {
            assertThatThrownBy(() -> file.write(2 * PAGE - 1, ByteBuffer.allocate(2)))
                    .isInstanceOf(EOFException.class);
            assertThatThrownBy(() -> file.write(-1, ByteBuffer.allocate(2)))
                    .isInstanceOf(EOFException.class);
            assertThatThrownBy(() -> file.writeInPlace(PAGE, inPages(PAGE, new byte[PAGE + 1])))
                    .isInstanceOf(EOFException.class);
            var content = ByteBuffer.allocate(10);
            file.read(2 * PAGE - 4, content);
            assertThat(content.position()).isEqualTo(4);
            file.read(3 * PAGE, content);
            assertThat(content.position()).isEqualTo(4);
        }
    }

    /// Up to more than one write of the system carries.
    private static int length(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(1, 64);
            case 1 -> random.nextInt(1, 3 * PAGE);
            case 2 -> random.nextInt(1, 8) * PAGE;
            default -> random.nextInt(1, BYTES / 2);
        };
    }

    private static byte[] bytes(SplittableRandom random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void write(DiskFile file, byte[] model, int place, byte[] bytes)
            throws IOException {
        var source = ByteBuffer.wrap(bytes);
        file.write(place, source);
        assertThat(source.hasRemaining()).isFalse();
        System.arraycopy(bytes, 0, model, place, bytes.length);
    }

    private static void writeInPlace(DiskFile file, byte[] model, int place, byte[] bytes)
            throws IOException {
        var source = inPages(place, bytes);
        file.writeInPlace(place, source);
        assertThat(source.hasRemaining()).isFalse();
        System.arraycopy(bytes, 0, model, place, bytes.length);
    }

    /// The bytes as they will be in the pages of the file, with junk all around.
    private static ByteBuffer inPages(int place, byte[] bytes) {
        var from = PAGE + place % PAGE;
        var end = from + bytes.length;
        var pages = DirectFile.pages(LogFormat.alignedUp(end, PAGE));
        pages.put(0, junk(pages.capacity())).put(from, bytes);
        return pages.limit(end).position(from);
    }

    private static byte[] junk(int length) {
        var junk = new byte[length];
        Arrays.fill(junk, JUNK);
        return junk;
    }

    private static byte[] read(DiskFile file, int from, int to) throws IOException {
        var content = ByteBuffer.allocate(to - from);
        file.read(from, content);
        assertThat(content.hasRemaining()).isFalse();
        return content.array();
    }
}
