package io.balsa.raft.testkit.contract;

import static io.balsa.raft.testkit.contract.ExampleEntries.noise;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.snapshot.SnapshotId;
import io.balsa.raft.log.snapshot.SnapshotStore;

import java.io.IOException;
import java.nio.ByteBuffer;

/// What a store of snapshots goes through, and what it must hold. Snapshots are known by the index
/// of the entry that they cover: the same content for the same one.
final class SnapshotLife {
    static final int CONTENT_BYTES = 200_000;

    /// What certainly was the newest before something happened, and what may have become it.
    private long finished;

    private long underWay;

    void write(SnapshotStore store, long index) throws IOException {
        try (var draft = store.begin(mark(index))) {
            draft.stream().write(content(index));
            underWay = index;
            draft.finish();
            finished = index;
        }
    }

    /// Receives the content up to `end`, and makes it the newest if that is all.
    void receive(SnapshotStore store, long index, int end) throws IOException {
        var content = content(index);
        try (var partial = store.receive(id(index), mark(index))) {
            var from = (int) partial.received();
            partial.write(ByteBuffer.wrap(content, from, Math.max(end - from, 0)));
            if (end == content.length) {
                underWay = index;
                partial.finish();
                finished = index;
            }
        }
    }

    /// Two are written and one is received, in two goes.
    void live(SnapshotStore store) throws IOException {
        write(store, 1);
        write(store, 2);
        receive(store, 3, CONTENT_BYTES / 2);
        receive(store, 3, CONTENT_BYTES);
    }

    /// Finds the newest to be one that may be, and returns its index.
    long assertIsPossible(SnapshotStore store) throws IOException {
        var newest = newest(store);
        assertThat(newest).isIn(finished, underWay);
        return newest;
    }

    /// The index of the newest snapshot, all of which is right; 0 when there is none.
    static long newest(SnapshotStore store) throws IOException {
        try (var file = store.open()) {
            if (file == null) {
                return 0;
            }
            var index = file.mark().last().index();
            assertThat(file.mark()).isEqualTo(mark(index)).isEqualTo(store.newest());
            assertThat(file.stream().readAllBytes()).isEqualTo(content(index));
            return index;
        }
    }

    static SnapshotMark mark(long index) {
        return SnapshotStoreFixture.mark(1, index);
    }

    static SnapshotId id(long index) {
        var content = content(index);
        var checksum = SnapshotStoreFixture.checksum(content);
        return new SnapshotId(mark(index).last(), content.length, checksum);
    }

    static byte[] content(long index) {
        var content = noise(CONTENT_BYTES);
        content[0] = (byte) index;
        return content;
    }
}
