package io.balsa.raft.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

class FileDiskTest {
    @TempDir private Path temporary;
    private FileDisk disk;

    @BeforeEach
    void open() throws IOException {
        disk = FileDisk.open(temporary.resolve("a").resolve("b"));
    }

    @Test
    void createsFilesFullOfZeros() throws IOException {
        var bytes = 3 * (1 << 20) + 5;
        try (var file = disk.create("file", bytes)) {
            assertThat(file.size()).isEqualTo(bytes);
            var content = ByteBuffer.allocate(bytes);
            file.read(0, content);
            assertThat(content.hasRemaining()).isFalse();
            assertThat(content.array()).containsOnly(0);
        }
    }

    @Test
    void givesAwayAFileMadeReadyBefore() throws IOException {
        var bytes = 2 << 20;
        disk.prepare(bytes);
        disk.prepare(bytes);
        assertThat(disk.list()).isEmpty();
        disk.create("other", 10).close();
        for (var name : new String[] {"first", "second"}) {
            try (var file = disk.create(name, bytes)) {
                var content = ByteBuffer.allocate(bytes);
                file.read(0, content);
                assertThat(content.hasRemaining()).isFalse();
                assertThat(content.array()).containsOnly(0);
            }
        }
        assertThat(disk.list()).containsExactly("first", "other", "second");
    }

    @Test
    void readsBackWhatWasWrittenAlsoAfterOpeningAgain() throws IOException {
        try (var file = disk.create("file", 100)) {
            file.write(40, ByteBuffer.wrap(new byte[] {1, 2, 3}));
        }
        try (var file = disk.open("file")) {
            var content = ByteBuffer.allocate(5);
            file.read(39, content);
            assertThat(content.array()).containsExactly(0, 1, 2, 3, 0);
        }
    }

    @Test
    void readsNoFurtherThanTheFileGoes() throws IOException {
        try (var file = disk.create("file", 10)) {
            var content = ByteBuffer.allocate(8);
            file.read(6, content);
            assertThat(content.position()).isEqualTo(4);
        }
    }

    @Test
    void writesNoFurtherThanTheFileGoes() throws IOException {
        try (var file = disk.create("file", 10)) {
            assertThatThrownBy(() -> file.write(8, ByteBuffer.allocate(3)))
                    .isInstanceOf(EOFException.class);
            assertThat(file.size()).isEqualTo(10);
        }
    }

    @Test
    void listsRenamesAndDeletes() throws IOException {
        disk.create("b", 1).close();
        disk.create("a", 1).close();
        assertThat(disk.list()).containsExactly("a", "b");
        disk.rename("a", "b");
        assertThat(disk.list()).containsExactly("b");
        disk.delete("b");
        disk.delete("b");
        assertThat(disk.exists("b")).isFalse();
    }

    @Test
    void clearsWhatACrashLeftUnfinished() throws IOException {
        var folder = temporary.resolve("a").resolve("b");
        Files.write(folder.resolve("file.part"), new byte[10]);
        assertThat(disk.list()).isEmpty();
        disk = FileDisk.open(folder);
        assertThat(folder.resolve("file.part")).doesNotExist();
    }

    @Test
    void refusesNamesThatLeadElsewhere() {
        for (var name : new String[] {"", "..", "../file", "a/file", "/tmp/file"}) {
            assertThatThrownBy(() -> disk.delete(name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("plain name");
        }
    }

    @Test
    void appendsBehindWhatIsThere() throws IOException {
        try (var file = disk.grow("file")) {
            assertThat(file.size()).isZero();
            file.append(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            file.sync();
        }
        try (var file = disk.grow("file")) {
            assertThat(file.size()).isEqualTo(3);
            file.append(ByteBuffer.wrap(new byte[] {4, 5}));
            file.truncate(4);
            assertThat(file.size()).isEqualTo(4);
            file.append(ByteBuffer.wrap(new byte[] {6}));
        }
        try (var file = disk.open("file")) {
            var content = ByteBuffer.allocate(10);
            file.read(0, content);
            assertThat(content.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 6}));
        }
    }

    @Test
    void letsReadersOfADeletedOrReplacedFileGoOn() throws IOException {
        try (var old = disk.create("old", 5);
                var deleted = disk.create("deleted", 5)) {
            old.write(0, ByteBuffer.wrap(new byte[] {1}));
            deleted.write(0, ByteBuffer.wrap(new byte[] {2}));
            disk.create("new", 5).close();
            disk.rename("new", "old");
            disk.delete("deleted");
            assertThat(firstByte(old)).isEqualTo(1);
            assertThat(firstByte(deleted)).isEqualTo(2);
        }
    }

    private static int firstByte(DiskFile file) throws IOException {
        var content = ByteBuffer.allocate(1);
        file.read(0, content);
        return content.get(0);
    }
}
