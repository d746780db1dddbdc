package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.Role;
import io.balsa.raft.core.Timing;
import io.balsa.raft.log.CheckedLogStore;
import io.balsa.raft.log.DiskFullException;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.LogStore;
import io.balsa.raft.log.LogWrite;
import io.balsa.raft.log.MemoryLog;
import io.balsa.raft.log.Recovery;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

class RaftNodeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Timing TIMING = new Timing(50_000_000, 1_000_000_000, 2_000_000_000);

    private final InProcessTransport network = new InProcessTransport();
    private final SortedMap<MemberId, RaftNode<String>> nodes = new TreeMap<>();
    private final SortedMap<MemberId, FillableLog> stores = new TreeMap<>();
    private final SortedMap<MemberId, List<String>> applied = new TreeMap<>();

    @BeforeEach
    void startThreeMembers() {
        var addresses = new TreeMap<MemberId, String>();
        for (var id = 1; id <= 3; id++) {
            addresses.put(MemberId.of(id), "in process");
        }
        for (var id : addresses.descendingKeySet()) { // The first campaigns at once.
            start(id, id.value() == 1 ? Membership.ofVoters(addresses) : null);
        }
    }

    private void start(MemberId id, @Nullable Membership bootstrap) {
        var store = new FillableLog();
        stores.put(id, store);
        var log = new ArrayList<String>();
        applied.put(id, log);
        var world =
                new RaftSetup.World(
                        new ThreadRuntime("member-" + id),
                        new CheckedLogStore(store),
                        network.of(id),
                        new SplittableRandom(id.value()),
                        Observer.NONE);
        var machine = new CheckedStateMachine<String>((_, command) -> apply(log, command));
        nodes.put(id, RaftNode.start(RaftSetup.of(id, TIMING, bootstrap, world, machine)));
    }

    private static String apply(List<String> log, ByteBuffer command) {
        log.add(UTF_8.decode(command.duplicate()).toString());
        return "#" + log.size();
    }

    @AfterEach
    void stopAll() {
        nodes.values().forEach(RaftNode::close);
    }

    @Test
    void appliesEveryCommandOnEveryMemberWhicheverTookIt() throws Exception {
        var leader = awaitLeader();

        var answers = new ArrayList<CompletableFuture<Applied<String>>>();
        for (var i = 0; i < 300; i++) {
            answers.add(proposeUntilTaken(MemberId.of(1 + i % 3), "command " + i));
        }
        for (var answer : answers) {
            assertThat(answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).result()).startsWith("#");
        }

        var leading = applied(leader.state().member());
        var first = read(leader, () -> List.copyOf(leading));
        for (var node : nodes.entrySet()) {
            var log = applied(node.getKey());
            var seen = read(node.getValue(), () -> List.copyOf(log));
            assertThat(seen).hasSize(300).isEqualTo(first);
        }
    }

    @Test
    void goesOnWithoutItsLeader() throws Exception {
        var first = awaitLeader();
        var before =
                proposeUntilTaken(first.state().member(), "before")
                        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        for (var node : nodes.values()) {
            // A member that has never heard of the group would elect nobody.
            node.await().applied(before.id().index(), PATIENCE).join();
        }

        first.await().until("all count", RaftState::countsOnAllVoters, PATIENCE).join();
        first.close();
        nodes.remove(first.state().member());

        var second = awaitLeader();
        proposeUntilTaken(second.state().member(), "after")
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        var log = applied(second.state().member());
        assertThat(read(second, () -> List.copyOf(log))).containsExactly("before", "after");
    }

    @Test
    void waitsForRoomOnAFullDiskAndLosesNothing() throws Exception {
        var leader = awaitLeader();
        proposeUntilTaken(leader.state().member(), "before")
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        var store = requireNonNull(stores.get(leader.state().member()), "it runs");

        store.isFull = true;
        var stranded = leader.propose(UTF_8.encode("stranded"));
        awaitRefusal(leader);
        store.isFull = false;

        stranded.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        var log = applied(leader.state().member());
        assertThat(read(leader, () -> List.copyOf(log))).startsWith("before", "stranded");
    }

    private static void awaitRefusal(RaftNode<String> leader) throws Exception {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var answer = leader.propose(UTF_8.encode("more"));
            if (answer.isCompletedExceptionally()
                    && answer.exceptionNow() instanceof RaftException.DiskFull) {
                return;
            }
            Thread.onSpinWait();
        }
        throw new TimeoutException("the full disk was not noticed");
    }

    /// It would go on leading without ever answering.
    @Test
    void stopsWhenALaneDiesOfAnError() throws Exception {
        var leader = awaitLeader();
        requireNonNull(stores.get(leader.state().member()), "it runs").isOutOfMemory = true;

        var answer = leader.propose(UTF_8.encode("too much"));

        assertThat(leader.termination())
                .failsWithin(PATIENCE)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(OutOfMemoryError.class);
        assertThat(answer)
                .failsWithin(PATIENCE)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(RaftException.Stopped.class);
    }

    @Test
    void refusesACommandThatIsTooLarge() {
        var command = ByteBuffer.allocate(NodeLimits.DEFAULT.commandBytesMax() + 1);

        assertThatThrownBy(() -> node(1).propose(command).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(RaftException.TooLarge.class)
                .hasMessageContaining("commandBytesMax");
    }

    @Test
    void failsRequestsOnceItHasStopped() {
        var node = node(2);
        node.close();

        assertThatThrownBy(() -> node.propose(UTF_8.encode("late")).join())
                .hasCauseInstanceOf(RaftException.Stopped.class);
        assertThatThrownBy(() -> node.read(Consistency.LOCAL, () -> 1).join())
                .hasCauseInstanceOf(RaftException.Stopped.class);
        assertThat(node.termination()).isCompleted();
    }

    private RaftNode<String> node(long id) {
        return requireNonNull(nodes.get(MemberId.of(id)), "the member runs");
    }

    private List<String> applied(MemberId member) {
        return requireNonNull(applied.get(member), "the member runs");
    }

    /// Reads, again while no leader is known.
    private static <T> T read(RaftNode<?> node, Supplier<T> question) throws Exception {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var answer = node.read(Consistency.LINEARIZABLE, question);
            if (!isRefused(answer)) {
                return answer.join();
            }
        }
        throw new TimeoutException("no leader confirmed the read");
    }

    /// Members that do not know the leader yet refuse; everything else is an error.
    private CompletableFuture<Applied<String>> proposeUntilTaken(MemberId member, String text)
            throws Exception {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var answer = node(member.value()).propose(UTF_8.encode(text));
            if (!isRefused(answer)) {
                return answer;
            }
        }
        throw new TimeoutException("member " + member + " knows no leader");
    }

    private static boolean isRefused(CompletableFuture<?> answer) throws Exception {
        try {
            answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return false;
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(RaftException.NoLeader.class);
            return true;
        }
    }

    private RaftNode<String> awaitLeader() throws TimeoutException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (var node : nodes.values()) {
                if (node.state().role() instanceof Role.Leader) {
                    return node;
                }
            }
            Thread.onSpinWait();
        }
        throw new TimeoutException("no leader within " + PATIENCE);
    }

    /// A log on a disk that has no room while the test says so.
    private static final class FillableLog implements LogStore {
        private final MemoryLog log = new MemoryLog();
        private volatile boolean isFull;
        private volatile boolean isOutOfMemory;

        @Override
        public Recovery recovery() {
            return log.recovery();
        }

        @Override
        public void write(LogWrite write) throws IOException {
            if (isOutOfMemory) {
                throw new OutOfMemoryError("no memory for the buffers of this test");
            }
            if (isFull && !write.entries().isEmpty()) { // A ballot takes no room.
                throw new DiskFullException("no room on the disk of this test");
            }
            log.write(write);
        }

        @Override
        public void purge(EntryId through) {
            log.purge(through);
        }

        @Override
        public List<Entry> read(long firstIndex, long lastIndex, long bytesMax) throws IOException {
            return log.read(firstIndex, lastIndex, bytesMax);
        }

        @Override
        public void close() throws IOException {
            log.close();
        }
    }
}
