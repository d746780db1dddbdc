package io.balsa.raft.testkit.contract;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.log.Disk;
import io.balsa.raft.node.StateView;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.TreeMap;

/// Counts words on a disk of its own: one file, which each command replaces by another.
class DiskTally extends Tally {
    private static final String NAME = "tally";
    private static final String UNFINISHED = "tally.new";

    private final Disk disk;
    private EntryId applied = EntryId.NONE;

    DiskTally(Disk disk) throws IOException {
        this.disk = disk;
        disk.delete(UNFINISHED);
        if (disk.exists(NAME)) {
            load();
        }
    }

    private void load() throws IOException {
        try (var file = disk.open(NAME)) {
            var bytes = ByteBuffer.allocate((int) file.size());
            file.read(0, bytes);
            read(new ByteArrayInputStream(bytes.array()));
        }
    }

    @Override
    public Long apply(EntryId id, ByteBuffer command) {
        var result = super.apply(id, command);
        note(id);
        return result;
    }

    /// What it holds and `id` come to the disk together.
    final void note(EntryId id) {
        applied = id;
        try {
            save();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void save() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var view = view()) {
            view.writeTo(bytes);
        }
        disk.delete(UNFINISHED);
        try (var file = disk.create(UNFINISHED, bytes.size())) {
            file.write(0, ByteBuffer.wrap(bytes.toByteArray()));
        }
        disk.rename(UNFINISHED, NAME);
    }

    @Override
    public EntryId applied() {
        return applied;
    }

    @Override
    public StateView view() {
        var last = applied;
        var frozen = viewOf(new TreeMap<>(counts));
        return out -> {
            var data = new DataOutputStream(out);
            data.writeLong(last.term());
            data.writeLong(last.index());
            data.flush();
            frozen.writeTo(out);
        };
    }

    @Override
    public void restore(InputStream in) throws IOException {
        read(in);
        save();
    }

    private void read(InputStream in) throws IOException {
        var data = new DataInputStream(in);
        applied = new EntryId(data.readLong(), data.readLong());
        super.restore(in);
    }
}
