package io.balsa.raft.log.snapshot;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.Disk;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/// A [SnapshotStore] as files on a [Disk], whose folder it may share with a log. It holds one
/// snapshot, for a moment two, and what becomes one: so it needs room for the newest, a draft and a
/// partial, and for older ones as long as they are open. docs/snapshot-format.md describes the
/// bytes, and what a crash leaves.
///
/// Content is written a megabyte at a time and made durable every 16 MiB: so much at most of a
/// transfer is lost to a restart. A transfer that fills the disk is dropped as a whole, since the
/// log needs the room more.
public final class DiskSnapshots implements SnapshotStore {
    private static final String SUFFIX = ".snapshot";
    private static final String DRAFT = "snapshot.draft";
    private static final String PARTIAL = "snapshot.partial";

    private final Object lock = new Object();
    private final Disk disk;
    private volatile @Nullable SnapshotMark newest;
    private @Nullable StoredDraft draft;
    private @Nullable StoredPartial partial;

    private DiskSnapshots(Disk disk, @Nullable SnapshotMark newest) {
        this.disk = disk;
        this.newest = newest;
    }

    /// Opens the snapshots on `disk`, and clears what a crash left unfinished.
    ///
    /// @throws CorruptSnapshotException when the newest is damaged where it says what it stands
    ///   for; nothing is changed then. Damage in its content shows when it is read
    public static DiskSnapshots open(Disk disk) throws IOException {
        SnapshotMark newest = null;
        var names = finished(disk);
        if (!names.isEmpty()) {
            var name = names.getLast();
            try (var snapshot = StoredSnapshot.open(disk, name)) {
                newest = snapshot.mark();
            }
            if (!name.equals(name(newest.last()))) {
                throw SnapshotFormat.damage(
                        name, "the file holds the snapshot of %s".formatted(newest.last()));
            }
        }
        disk.delete(DRAFT);
        var store = new DiskSnapshots(disk, newest);
        store.deleteOlder();
        store.deleteUselessPartial();
        return store;
    }

    private void deleteUselessPartial() throws IOException {
        if (newest == null || !disk.exists(PARTIAL)) {
            return;
        }
        boolean isUseless;
        try (var file = disk.open(PARTIAL)) {
            var mark = SnapshotHeader.decoded(SnapshotHeader.read(file), PARTIAL).mark();
            isUseless = !SnapshotMarks.isNewer(mark, newest);
        } catch (CorruptSnapshotException _) {
            isUseless = true;
        }
        if (isUseless) {
            disk.delete(PARTIAL);
        }
    }

    /// Sorted, the newest last.
    private static List<String> finished(Disk disk) throws IOException {
        return disk.list().stream().filter(name -> name.endsWith(SUFFIX)).toList();
    }

    private static String name(EntryId last) {
        return "%019d-%019d%s".formatted(last.index(), last.term(), SUFFIX);
    }

    private void deleteOlder() throws IOException {
        for (var name : finished(disk)) {
            if (newest != null && !name.equals(name(newest.last()))) {
                disk.delete(name);
            }
        }
    }

    @Override
    public @Nullable SnapshotMark newest() {
        return newest;
    }

    @Override
    public @Nullable SnapshotFile open() throws IOException {
        synchronized (lock) {
            var mark = newest;
            return mark == null ? null : StoredSnapshot.open(disk, name(mark.last()));
        }
    }

    @Override
    public SnapshotDraft begin(SnapshotMark mark) throws IOException {
        synchronized (lock) {
            draft = null;
            disk.delete(DRAFT);
            var file = disk.grow(DRAFT);
            try {
                draft = StoredDraft.begin(this, mark, file);
                return draft;
            } catch (IOException | RuntimeException failure) {
                file.close();
                disk.delete(DRAFT);
                throw failure;
            }
        }
    }

    @Override
    public SnapshotPartial receive(SnapshotId id, SnapshotMark mark) throws IOException {
        SnapshotMarks.check(id, mark);
        synchronized (lock) {
            if (partial != null) {
                partial.close();
                partial = null;
            }
            if (disk.exists(PARTIAL)) {
                try {
                    partial = StoredPartial.resume(this, disk, PARTIAL, id);
                    return partial;
                } catch (CorruptSnapshotException _) {
                    disk.delete(PARTIAL);
                }
            }
            var file = disk.grow(PARTIAL);
            try {
                partial = StoredPartial.begin(this, SnapshotHeader.of(id, mark), file);
                return partial;
            } catch (IOException | RuntimeException failure) {
                file.close();
                disk.delete(PARTIAL);
                throw failure;
            }
        }
    }

    /// Makes a draft the newest snapshot, once its content is durable.
    void publish(StoredDraft finished, SnapshotMark mark) throws IOException {
        synchronized (lock) {
            if (draft != finished) {
                throw new IOException("another draft was begun since");
            }
            publish(DRAFT, mark);
            draft = null;
        }
    }

    /// Makes what was received the newest snapshot, once its content is durable.
    void publish(StoredPartial finished, SnapshotMark mark) throws IOException {
        synchronized (lock) {
            if (partial != finished) {
                throw new IOException("another reception was begun since");
            }
            publish(PARTIAL, mark);
            partial = null;
        }
    }

    private void publish(String name, SnapshotMark mark) throws IOException {
        if (newest != null && SnapshotMarks.isNewer(newest, mark)) {
            disk.delete(name);
            return;
        }
        disk.rename(name, name(mark.last()));
        newest = mark;
        try {
            deleteOlder();
        } catch (IOException _) {
            // The new one is there, and the next to come deletes all older ones again.
        }
    }

    void abandon(StoredDraft given) throws IOException {
        synchronized (lock) {
            if (draft == given) {
                draft = null;
                disk.delete(DRAFT);
            }
        }
    }

    void drop(StoredPartial given) throws IOException {
        synchronized (lock) {
            if (partial == given) {
                partial = null;
                disk.delete(PARTIAL);
            }
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (lock) {
            if (draft != null) {
                draft.close();
            }
            if (partial != null) {
                partial.close();
            }
        }
    }
}
