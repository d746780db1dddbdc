package io.balsa.raft.log;

import static java.util.Objects.requireNonNull;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// A disk in memory that writes down every change made to it, so that a test can play them again up
/// to any point.
final class RecordingDisk implements Disk {
    private final TreeMap<String, byte[]> files = new TreeMap<>();
    private final List<Change> changes = new ArrayList<>();

    private String failing = "";
    private int filesMax = Integer.MAX_VALUE;

    /// One change to a disk.
    sealed interface Change {
        record Create(String name, long bytes) implements Change {}

        @SuppressWarnings("ArrayRecordComponent") // Nobody compares changes.
        record Write(String name, int position, byte[] bytes) implements Change {}

        record Rename(String from, String to) implements Change {}

        record Delete(String name) implements Change {}
    }

    /// A disk with the same files that has recorded nothing yet.
    RecordingDisk copy() {
        var copy = new RecordingDisk();
        files.forEach((name, bytes) -> copy.files.put(name, bytes.clone()));
        return copy;
    }

    /// Makes every write to this file fail from now on.
    void failWritesTo(String name) {
        failing = name;
    }

    /// Has no room for more files than so many.
    void limitFiles(int count) {
        filesMax = count;
    }

    List<Change> changes() {
        return changes;
    }

    /// The bytes of a file themselves: changing them changes the file.
    byte[] bytes(String name) {
        return requireNonNull(files.get(name), name);
    }

    void replace(String name, byte[] bytes) {
        files.put(name, bytes);
    }

    void make(Change change) {
        changes.add(change);
        switch (change) {
            case Change.Create(var name, var bytes) -> files.put(name, new byte[(int) bytes]);
            case Change.Write(var name, var position, var bytes) ->
                    System.arraycopy(bytes, 0, bytes(name), position, bytes.length);
            case Change.Rename(var from, var to) ->
                    files.put(to, requireNonNull(files.remove(from)));
            case Change.Delete(var name) -> files.remove(name);
        }
    }

    @Override
    public DiskFile open(String name) throws IOException {
        if (!files.containsKey(name)) {
            throw new FileNotFoundException(name);
        }
        return new OpenFile(name, bytes(name));
    }

    @Override
    public DiskFile create(String name, long bytes) throws IOException {
        if (files.size() >= filesMax) {
            throw new DiskFullException("no room for " + name);
        }
        make(new Change.Create(name, bytes));
        return open(name);
    }

    @Override
    public GrowingFile grow(String name) {
        throw new UnsupportedOperationException("the log knows the size of its files: " + name);
    }

    @Override
    public boolean exists(String name) {
        return files.containsKey(name);
    }

    @Override
    public List<String> list() {
        return List.copyOf(files.keySet());
    }

    @Override
    public void rename(String from, String to) {
        make(new Change.Rename(from, to));
    }

    @Override
    public void delete(String name) {
        if (files.containsKey(name)) {
            make(new Change.Delete(name));
        }
    }

    private final class OpenFile implements DiskFile {
        private final String name;
        private final byte[] contents;

        OpenFile(String name, byte[] contents) {
            this.name = name;
            this.contents = contents;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long size() {
            return contents.length;
        }

        @Override
        public void write(long position, ByteBuffer source) throws IOException {
            if (name.equals(failing)) {
                throw new IOException("this write was made to fail");
            }
            var bytes = new byte[source.remaining()];
            source.get(bytes);
            make(new Change.Write(name, (int) position, bytes));
        }

        @Override
        public void read(long position, ByteBuffer target) {
            var start = (int) Math.min(position, contents.length);
            target.put(contents, start, Math.min(target.remaining(), contents.length - start));
        }

        @Override
        public void close() {
            // Nothing to let go of.
        }
    }
}
