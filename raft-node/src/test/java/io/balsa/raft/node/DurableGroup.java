package io.balsa.raft.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.RaftOptions;
import io.balsa.raft.core.Timing;
import io.balsa.raft.log.FileDisk;
import io.balsa.raft.log.SegmentedLog;
import io.balsa.raft.log.snapshot.DiskSnapshots;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/// Members with logs and snapshots on disk, so that they can be stopped and started again. Their
/// logs keep next to nothing of what a snapshot covers, in files so small that it is gone after a
/// restart, too.
final class DurableGroup implements AutoCloseable {
    private static final Timing TIMING = new Timing(50_000_000, 1_000_000_000, 2_000_000_000);
    private static final RaftOptions OPTIONS =
            new RaftOptions(100, RaftOptions.NO_LEASE, new RaftOptions.Retention(2, 1 << 20), 0);

    private static final int SEGMENT_BYTES = 1 << 16;

    private final Path folder;
    private final int size;
    private final InProcessTransport network = new InProcessTransport();
    private final SortedMap<MemberId, RaftNode<Integer>> nodes = new TreeMap<>();
    private final SortedMap<MemberId, Words> machines = new TreeMap<>();
    private SnapshotOptions snapshots = SnapshotOptions.of(SnapshotPolicy.BY_HAND);

    /// A group of `size` voters with their disks in `folder`. Nobody runs yet.
    DurableGroup(Path folder, int size) {
        this.folder = folder;
        this.size = size;
    }

    DurableGroup with(SnapshotOptions snapshots) {
        this.snapshots = snapshots;
        return this;
    }

    /// The first campaigns at once: when the others run.
    DurableGroup startAll() throws IOException {
        for (var id = size; id >= 1; id--) {
            start(id);
        }
        return this;
    }

    RaftNode<Integer> start(long id) throws IOException {
        var member = MemberId.of(id);
        var disk = FileDisk.open(folder.resolve("member-" + id));
        var machine = new Words();
        machines.put(member, machine);
        var world =
                new RaftSetup.World(
                        new ThreadRuntime("member-" + id),
                        SegmentedLog.open(disk, SEGMENT_BYTES),
                        DiskSnapshots.open(disk),
                        network.of(member),
                        new SplittableRandom(id),
                        Observer.NONE);
        var bootstrap = id == 1 ? LocalGroup.voters(size) : null;
        var node =
                RaftNode.start(
                        RaftSetup.of(member, TIMING, bootstrap, world, machine)
                                .withOptions(OPTIONS)
                                .withSnapshots(snapshots)
                                .checked());
        nodes.put(member, node);
        return node;
    }

    /// Waits until any one of three can be stopped, and the others go on. The first leads.
    void awaitBegun() {
        node(1).await()
                .until("a group that counts", RaftState::countsOnAllVoters, LocalGroup.LONG)
                .join();
    }

    void stop(long id) {
        requireNonNull(nodes.remove(MemberId.of(id)), "the member runs").close();
    }

    InProcessTransport network() {
        return network;
    }

    RaftNode<Integer> node(long id) {
        return requireNonNull(nodes.get(MemberId.of(id)), "the member runs");
    }

    Words machine(long id) {
        return requireNonNull(machines.get(MemberId.of(id)), "the member has run");
    }

    /// Has `id` propose words, and waits until all are applied there.
    void propose(long id, int count) {
        proposeLong(id, count, 0);
    }

    /// The same, with so many letters more in each of them.
    void proposeLong(long id, int count, int letters) {
        var answers = new ArrayList<CompletableFuture<Applied<Integer>>>();
        for (var i = 0; i < count; i++) {
            answers.add(node(id).propose(UTF_8.encode("word-" + i + "-".repeat(letters))));
        }
        answers.forEach(CompletableFuture::join);
    }

    /// What `id` has applied, once it has applied everything up to `index`.
    List<String> words(long id, long index) {
        node(id).await().applied(index, LocalGroup.LONG).join();
        var machine = machine(id);
        return node(id).read(Consistency.LOCAL, () -> List.copyOf(machine.words)).join();
    }

    @Override
    public void close() {
        nodes.values().forEach(RaftNode::close);
    }

    /// Remembers every command. A snapshot can be held up while it is written.
    static final class Words implements StateMachine<Integer> {
        private final List<String> words = new ArrayList<>();
        private volatile CountDownLatch gate = new CountDownLatch(0);
        private volatile long restoredWords = -1;

        /// The next snapshot waits for this when it is written.
        void holdSnapshots(CountDownLatch gate) {
            this.gate = gate;
        }

        /// How many words the last restore brought; negative when there was none.
        long restoredWords() {
            return restoredWords;
        }

        @Override
        public Integer apply(EntryId id, ByteBuffer command) {
            words.add(UTF_8.decode(command.duplicate()).toString());
            return words.size();
        }

        @Override
        public StateView view() {
            var frozen = List.copyOf(words);
            return out -> write(frozen, out);
        }

        private void write(List<String> frozen, OutputStream out) throws IOException {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new UncheckedIOException(new IOException(e));
            }
            var data = new DataOutputStream(out);
            data.writeInt(frozen.size());
            for (var word : frozen) {
                data.writeUTF(word);
            }
            data.flush();
        }

        @Override
        public void restore(InputStream in) throws IOException {
            var data = new DataInputStream(in);
            var count = data.readInt();
            words.clear();
            for (var i = 0; i < count; i++) {
                words.add(data.readUTF());
            }
            restoredWords = count;
        }
    }
}
