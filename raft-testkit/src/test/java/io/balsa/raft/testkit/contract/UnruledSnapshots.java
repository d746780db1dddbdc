package io.balsa.raft.testkit.contract;

import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.snapshot.MemorySnapshots;
import io.balsa.raft.log.snapshot.SnapshotDraft;
import io.balsa.raft.log.snapshot.SnapshotFile;
import io.balsa.raft.log.snapshot.SnapshotId;
import io.balsa.raft.log.snapshot.SnapshotPartial;
import io.balsa.raft.log.snapshot.SnapshotStore;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/// Snapshots that take whatever they are given, and answer as a test says.
final class UnruledSnapshots implements SnapshotStore {
    private final MemorySnapshots snapshots = new MemorySnapshots();
    boolean forgetsTheNewest;
    boolean movesHalfOfTheBytes;
    UnaryOperator<SnapshotId> id = UnaryOperator.identity();
    LongUnaryOperator received = LongUnaryOperator.identity();
    Runnable meanwhile = () -> {};

    @Override
    public @Nullable SnapshotMark newest() {
        return forgetsTheNewest ? null : snapshots.newest();
    }

    @Override
    public @Nullable SnapshotFile open() {
        var file = snapshots.open();
        return forgetsTheNewest || file == null ? null : new File(file);
    }

    @Override
    public SnapshotDraft begin(SnapshotMark mark) {
        return new Draft(snapshots.begin(mark));
    }

    @Override
    public SnapshotPartial receive(SnapshotId id, SnapshotMark mark) {
        return new Partial(snapshots.receive(id, mark));
    }

    @Override
    public void close() {
        snapshots.close();
    }

    /// What is moved of the bytes that `buffer` has or takes.
    private ByteBuffer moved(ByteBuffer buffer) {
        return movesHalfOfTheBytes
                ? buffer.limit(buffer.position() + buffer.remaining() / 2)
                : buffer;
    }

    private final class Draft implements SnapshotDraft {
        private final SnapshotDraft draft;

        Draft(SnapshotDraft draft) {
            this.draft = draft;
        }

        @Override
        public OutputStream stream() {
            return new OutputStream() {
                @Override
                public void write(int value) throws IOException {
                    meanwhile.run();
                    draft.stream().write(value);
                }
            };
        }

        @Override
        public SnapshotId finish() throws IOException {
            return id.apply(draft.finish());
        }

        @Override
        public void close() throws IOException {
            draft.close();
        }
    }

    private final class Partial implements SnapshotPartial {
        private final SnapshotPartial partial;

        Partial(SnapshotPartial partial) {
            this.partial = partial;
        }

        @Override
        public SnapshotId id() {
            return id.apply(partial.id());
        }

        @Override
        public long received() {
            return received.applyAsLong(partial.received());
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            meanwhile.run();
            partial.write(moved(bytes));
        }

        @Override
        public void finish() throws IOException {
            partial.finish();
        }

        @Override
        public void close() throws IOException {
            partial.close();
        }
    }

    private final class File implements SnapshotFile {
        private final SnapshotFile file;

        File(SnapshotFile file) {
            this.file = file;
        }

        @Override
        public SnapshotMark mark() {
            return file.mark();
        }

        @Override
        public SnapshotId id() {
            return id.apply(file.id());
        }

        @Override
        public void read(long position, ByteBuffer target) throws IOException {
            meanwhile.run();
            file.read(position, moved(target));
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
