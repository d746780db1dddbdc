package io.balsa.raft.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.EntryId;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// What a log leaves on a disk that takes whole pages is what it leaves on one that takes bytes.
class LogOnFileDiskTest {
    private static final int SEGMENT_BYTES = 64 << 10;

    private final RecordingDisk memory = new RecordingDisk();
    private final List<Entry> held = new ArrayList<>();

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void hasTheSameBytesAsInMemory(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        try (var first = SegmentedLog.open(memory, SEGMENT_BYTES);
                var second = SegmentedLog.open(FileDisk.open(folder), SEGMENT_BYTES)) {
            for (var term = 1; term <= 40; term++) {
                var write = next(random, term);
                first.write(write);
                second.write(write);
                assertSameBytes(memory.list().getLast());
                held.subList((int) write.keepThrough(), held.size()).clear();
                held.addAll(write.entries());
                var read = second.read(write.keepThrough() + 1, held.size(), Long.MAX_VALUE);
                assertThat(read).isEqualTo(write.entries());
            }
            assertThat(second.read(1, held.size(), Long.MAX_VALUE)).isEqualTo(held);
        }
        for (var name : memory.list()) {
            assertSameBytes(name);
        }
    }

    private void assertSameBytes(String name) throws IOException {
        assertThat(Files.readAllBytes(folder.resolve(name))).isEqualTo(memory.bytes(name));
    }

    /// Drops some entries now and then.
    private LogWrite next(SplittableRandom random, long term) {
        var dropped = random.nextInt(8) == 0 ? Math.min(held.size(), random.nextInt(5)) : 0;
        var keepThrough = held.size() - dropped;
        var entries = new ArrayList<Entry>();
        for (var count = random.nextInt(1, 30); count > 0; count--) {
            var id = new EntryId(term, keepThrough + entries.size() + 1L);
            entries.add(new Entry(id, Entry.Kind.COMMAND, payload(random)));
        }
        return new LogWrite(null, keepThrough, entries);
    }

    /// Of a few bytes as a rule, of more than a page, of more than the writer's buffer holds, of
    /// nothing but zeros; in any kind of memory.
    private static ByteBuffer payload(SplittableRandom random) {
        var bytes =
                new byte
                        [switch (random.nextInt(60)) {
                            case 0 -> 0;
                            case 1 -> random.nextInt(3 * SEGMENT_BYTES);
                            case 2, 3 -> random.nextInt(10_000);
                            default -> random.nextInt(600);
                        }];
        if (random.nextInt(10) > 0) {
            random.nextBytes(bytes);
        }
        return switch (random.nextInt(3)) {
            case 0 -> ByteBuffer.wrap(bytes);
            case 1 -> ByteBuffer.wrap(bytes).asReadOnlyBuffer();
            default -> ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        };
    }
}
