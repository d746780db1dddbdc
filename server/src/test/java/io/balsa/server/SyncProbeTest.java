package io.balsa.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.log.Disk;
import io.balsa.raft.log.DiskFile;
import io.balsa.raft.log.DiskFullException;
import io.balsa.raft.log.FileDisk;
import io.balsa.raft.log.GrowingFile;
import io.balsa.server.config.ConfigReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class SyncProbeTest {
    private static final long MILLI = 1_000_000;

    @TempDir private Path folder;
    private long now;

    @Test
    void measuresWhatTheDiskTakesAndLeavesNothingBehind() throws Exception {
        var disk = disk(2 * MILLI);

        assertThat(SyncProbe.of(disk, () -> now)).isEqualTo(new SyncProbe(50, 2 * MILLI));
        assertThat(disk.list()).isEmpty();
    }

    @Test
    void triesFewWritesOnASlowDisk() throws Exception {
        assertThat(SyncProbe.of(disk(300 * MILLI), () -> now))
                .isEqualTo(new SyncProbe(5, 300 * MILLI));
        assertThat(SyncProbe.of(disk(10 * MILLI), () -> now))
                .isEqualTo(new SyncProbe(10, 10 * MILLI));
    }

    @Test
    void writesOverWhatACrashLeftBehind() throws Exception {
        var disk = disk(MILLI);
        disk.create("probe", 10).close();

        SyncProbe.of(disk, () -> now);

        assertThat(disk.list()).isEmpty();
    }

    @Test
    void aFullDiskIsNoReasonNotToStart() throws Exception {
        var full = new SlowDisk(FileDisk.open(folder.resolve("disk")), MILLI);
        full.isFull = true;
        var preflight = new Preflight(ConfigReader.withoutFile(Map.of()), () -> now);

        preflight.tryDisk(full);

        assertThat(preflight.problems()).isEmpty();
    }

    @Test
    void aDiskThatIsSlowerThanAnElectionIsAReasonNotToStart() throws Exception {
        var told =
                Map.of(
                        "raft.heartbeat_interval_ms", "1",
                        "raft.election_timeout_ms", "2");
        var preflight = new Preflight(ConfigReader.withoutFile(told), () -> now);

        preflight.tryDisk(disk(3 * MILLI));

        assertThat(preflight.problems()).singleElement().asString().contains("more than all of");
    }

    @Test
    void isConcernedFromATenthOfTheElectionTimeoutOn() {
        var probe = new SyncProbe(50, 20 * MILLI);

        assertThat(probe.concern(200 * MILLI)).isNull();
        assertThat(probe.concern(199 * MILLI))
                .isEqualTo(
                        "a write to it took 20 ms to be durable (the 99th percentile of 50), more"
                                + " than a tenth of raft.election_timeout_ms, 199: use a faster"
                                + " disk, or raise that to 200 or more on all members");
        assertThat(probe.isTooSlowFor(20 * MILLI)).isFalse();
        assertThat(probe.isTooSlowFor(19 * MILLI)).isTrue();
        assertThat(probe.concern(19 * MILLI)).contains("more than all of");
    }

    private Disk disk(long writeNanos) throws IOException {
        return new SlowDisk(FileDisk.open(folder.resolve("disk")), writeNanos);
    }

    /// A real disk on which each write takes so long, by the clock of the test.
    private final class SlowDisk implements Disk {
        private final Disk disk;
        private final long writeNanos;
        private boolean isFull;

        SlowDisk(Disk disk, long writeNanos) {
            this.disk = disk;
            this.writeNanos = writeNanos;
        }

        @Override
        public DiskFile open(String name) throws IOException {
            return slow(disk.open(name));
        }

        @Override
        public DiskFile create(String name, long bytes) throws IOException {
            if (isFull) {
                throw new DiskFullException("the disk is full: make room there");
            }
            return slow(disk.create(name, bytes));
        }

        @Override
        public GrowingFile grow(String name) throws IOException {
            return disk.grow(name);
        }

        @Override
        public boolean exists(String name) throws IOException {
            return disk.exists(name);
        }

        @Override
        public List<String> list() throws IOException {
            return disk.list();
        }

        @Override
        public void rename(String from, String to) throws IOException {
            disk.rename(from, to);
        }

        @Override
        public void delete(String name) throws IOException {
            disk.delete(name);
        }

        private DiskFile slow(DiskFile file) {
            return new DiskFile() {
                @Override
                public String name() {
                    return file.name();
                }

                @Override
                public long size() throws IOException {
                    return file.size();
                }

                @Override
                public void write(long position, ByteBuffer source) throws IOException {
                    file.write(position, source);
                    now += writeNanos;
                }

                @Override
                public void read(long position, ByteBuffer target) throws IOException {
                    file.read(position, target);
                }

                @Override
                public void close() throws IOException {
                    file.close();
                }
            };
        }
    }
}
