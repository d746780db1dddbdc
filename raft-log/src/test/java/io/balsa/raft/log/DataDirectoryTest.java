package io.balsa.raft.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.raft.core.MemberId;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class DataDirectoryTest {
    private static final long CLUSTER = 0xCAFE;
    private static final MemberId MEMBER = MemberId.of(2);

    @TempDir private Path temporary;
    private Path folder;

    @BeforeEach
    void choose() {
        folder = temporary.resolve("balsa").resolve("member-2");
    }

    @Test
    void becomesTheMembersAndStaysSo() throws IOException {
        openAndClose();
        openAndClose();
        assertThat(Files.readString(folder.resolve("FORMAT")))
                .contains("version = 1", "cluster = 000000000000cafe", "member = 2");
    }

    @Test
    void saysWhichClusterItBelongsToBeforeItIsOpened() throws IOException {
        assertThat(DataDirectory.clusterOf(folder)).isEmpty();
        openAndClose();
        assertThat(DataDirectory.clusterOf(folder)).hasValue(CLUSTER);
        Files.writeString(folder.resolve("FORMAT"), "nonsense");
        assertThatThrownBy(() -> DataDirectory.clusterOf(folder))
                .isInstanceOf(CorruptLogException.class);
    }

    @Test
    void keepsADiskInAFolderOfItsOwn() throws IOException {
        try (var directory = DataDirectory.open(folder, CLUSTER, MEMBER)) {
            directory.disk("log").create("file", 10).close();
        }
        try (var directory = DataDirectory.open(folder, CLUSTER, MEMBER)) {
            assertThat(directory.disk("log").list()).containsExactly("file");
        }
    }

    /// It would clear away the file that the first has in store.
    @Test
    void refusesASecondDiskOfTheSameNameWhileItIsOpen() throws IOException {
        try (var directory = DataDirectory.open(folder, CLUSTER, MEMBER)) {
            var disk = directory.disk("log");
            disk.prepare(2 << 20);
            directory.disk("snapshots");

            assertThatThrownBy(() -> directory.disk("log"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("\"log\"")
                    .hasMessageContaining("open already");
            disk.create("segment", 2 << 20).close();
        }
        try (var directory = DataDirectory.open(folder, CLUSTER, MEMBER)) {
            assertThat(directory.disk("log").list()).containsExactly("segment");
        }
    }

    @Test
    void refusesToBeUsedTwiceAndNamesTheProcess() throws IOException {
        try (var first = DataDirectory.open(folder, CLUSTER, MEMBER)) {
            assertThat(first.path()).isEqualTo(folder);
            assertRefused()
                    .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
        }
        openAndClose();
    }

    @Test
    void refusesTheFolderOfAnotherMember() throws IOException {
        openAndClose();
        assertThatThrownBy(() -> DataDirectory.open(folder, CLUSTER, MemberId.of(3)))
                .hasMessageContaining("belongs to member 2, not to member 3");
    }

    @Test
    void refusesTheFolderOfAnotherCluster() throws IOException {
        openAndClose();
        assertThatThrownBy(() -> DataDirectory.open(folder, 1, MEMBER))
                .hasMessageContaining("cluster 000000000000cafe, not to 0000000000000001");
    }

    @Test
    void refusesAnotherVersionOfTheFormat() throws IOException {
        openAndClose();
        var file = folder.resolve("FORMAT");
        Files.writeString(file, Files.readString(file).replace("version = 1", "version = 7"));
        assertRefused().hasMessageContaining("format version 7, and this program reads version 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "something else", "Balsa data directory. Do not edit.\n"})
    void refusesAFormatFileThatSaysNothing(String text) throws IOException {
        openAndClose();
        Files.writeString(folder.resolve("FORMAT"), text);
        assertRefused().hasMessageContaining("FORMAT cannot be read");
    }

    @Test
    void refusesAFolderWithFilesOfSomebodyElseAndLeavesItAlone() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("thesis.txt"), "");
        assertRefused().hasMessageContaining("thesis.txt").hasMessageContaining("empty folder");
        assertThat(folder.resolve("LOCK")).doesNotExist();
    }

    @Test
    void goesOnWhereACrashStoppedItsCreation() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("LOCK"), "1");
        Files.writeString(folder.resolve("FORMAT.new"), "Balsa da");
        openAndClose();
        assertThat(folder.resolve("FORMAT.new")).doesNotExist();
    }

    @Test
    void refusesAFileInThePlaceOfAFolder() throws IOException {
        Files.createDirectories(folder.getParent());
        Files.writeString(folder, "");
        assertThatThrownBy(this::openAndClose).isInstanceOf(IOException.class);
    }

    private void openAndClose() throws IOException {
        DataDirectory.open(folder, CLUSTER, MEMBER).close();
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused() {
        return assertThatThrownBy(this::openAndClose).isInstanceOf(IOException.class);
    }
}
