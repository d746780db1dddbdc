package io.balsa.raft.testkit.contract;

import io.balsa.raft.log.Disk;
import io.balsa.raft.log.DiskFile;
import io.balsa.raft.log.GrowingFile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.random.RandomGenerator;

/// A disk that fails once, while something on it is changed, and works again afterwards: the one
/// that nobody may trust any more. It leaves the change done or not done, or the first part of it.
final class FailingDisk implements Disk {
    private final Disk disk;
    private final RandomGenerator random;
    private int changesLeft;

    /// @param changes so many succeed before
    FailingDisk(Disk disk, RandomGenerator random, int changes) {
        this.disk = disk;
        this.random = random;
        this.changesLeft = changes;
    }

    boolean hasFailed() {
        return changesLeft < 0;
    }

    private interface Change {
        void happen() throws IOException;
    }

    private void change(Change change) throws IOException {
        if (changesLeft-- != 0) {
            change.happen();
            return;
        }
        if (random.nextBoolean()) {
            change.happen();
        }
        throw new IOException("input/output error");
    }

    /// What of `source` arrives, if anything.
    private ByteBuffer arriving(ByteBuffer source) {
        return changesLeft == 0
                ? source.slice(source.position(), random.nextInt(source.remaining() + 1))
                : source;
    }

    @Override
    public DiskFile open(String name) throws IOException {
        return new File(disk.open(name));
    }

    @Override
    public DiskFile create(String name, long bytes) throws IOException {
        change(() -> disk.create(name, bytes).close());
        return open(name);
    }

    @Override
    public GrowingFile grow(String name) throws IOException {
        change(() -> disk.grow(name).close());
        return new Growing(disk.grow(name));
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
        change(() -> disk.rename(from, to));
    }

    @Override
    public void delete(String name) throws IOException {
        change(() -> disk.delete(name));
    }

    private final class File implements DiskFile {
        private final DiskFile file;

        File(DiskFile file) {
            this.file = file;
        }

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
            var arriving = arriving(source);
            change(() -> file.write(position, arriving));
        }

        @Override
        public void read(long position, ByteBuffer target) throws IOException {
            file.read(position, target);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private final class Growing implements GrowingFile {
        private final GrowingFile file;

        Growing(GrowingFile file) {
            this.file = file;
        }

        @Override
        public String name() {
            return file.name();
        }

        @Override
        public long size() {
            return file.size();
        }

        @Override
        public void append(ByteBuffer source) throws IOException {
            var arriving = arriving(source);
            change(() -> file.append(arriving));
        }

        @Override
        public void truncate(long bytes) throws IOException {
            change(() -> file.truncate(bytes));
        }

        @Override
        public void sync() throws IOException {
            change(file::sync);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
