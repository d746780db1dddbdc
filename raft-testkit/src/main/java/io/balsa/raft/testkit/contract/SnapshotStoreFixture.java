package io.balsa.raft.testkit.contract;

import static io.balsa.raft.testkit.contract.ExampleEntries.voters;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.snapshot.SnapshotId;
import io.balsa.raft.log.snapshot.SnapshotPartial;
import io.balsa.raft.log.snapshot.SnapshotStore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// What the contracts of a [SnapshotStore] stand on: a store that is opened for each test.
public abstract class SnapshotStoreFixture extends StoreFixture<SnapshotStore> {
    @Override
    final void close(SnapshotStore store) throws IOException {
        store.close();
    }

    final SnapshotId write(SnapshotMark mark, byte[] content) throws IOException {
        try (var draft = store().begin(mark)) {
            draft.stream().write(content);
            return draft.finish();
        }
    }

    final SnapshotPartial receive(SnapshotMark mark, byte[] content) throws IOException {
        var id = new SnapshotId(mark.last(), content.length, checksum(content));
        return store().receive(id, mark);
    }

    static void feed(SnapshotPartial partial, byte[] content, int end) throws IOException {
        while (partial.received() < end) {
            var from = (int) partial.received();
            var count = Math.min(end - from, 30_011);
            partial.write(ByteBuffer.wrap(content, from, count));
        }
    }

    final void assertNewest(SnapshotMark mark, byte[] content) throws IOException {
        assertThat(store().newest()).isEqualTo(mark);
        try (var file = requireNonNull(store().open())) {
            assertThat(file.mark()).isEqualTo(mark);
            assertThat(file.id())
                    .isEqualTo(new SnapshotId(mark.last(), content.length, checksum(content)));
            assertThat(file.stream().readAllBytes()).isEqualTo(content);
        }
    }

    static SnapshotMark mark(long term, long index) {
        var place = new EntryId(1, 1 + index / 2);
        return new SnapshotMark(
                new EntryId(term, index), new MembershipEntry(place, voters((int) index % 5 + 1)));
    }

    static int checksum(byte[] content) {
        var crc = new CRC32C();
        crc.update(content);
        return (int) crc.getValue();
    }
}
