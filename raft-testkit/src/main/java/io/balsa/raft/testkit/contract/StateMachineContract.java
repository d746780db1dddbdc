package io.balsa.raft.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.node.CheckedStateMachine;
import io.balsa.raft.node.StateMachine;
import io.balsa.raft.node.StateView;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/// What every [StateMachine] promises. Extend it, and say how to make yours, a command for it, and
/// how to see its state.
///
/// A machine that takes no snapshots skips what is about them.
///
/// @param <R> what applying a command results in; compared with `equals`
/// @param <M> the machine
public abstract class StateMachineContract<R, M extends StateMachine<R>> {
    private static final int COMMANDS = 500;

    /// A machine without any state yet.
    protected abstract M create() throws IOException;

    /// A command. Let there be some of every kind, that make sense and that do not, and few enough
    /// keys or the like that they meet often.
    protected abstract ByteBuffer command(RandomGenerator random);

    /// All that can be seen of the state, as something to compare with `equals`.
    protected abstract Object state(M machine);

    private record Machine<R, M extends StateMachine<R>>(M bare, CheckedStateMachine<R> checked) {
        static <R, M extends StateMachine<R>> Machine<R, M> of(M bare) {
            return new Machine<>(bare, new CheckedStateMachine<>(bare));
        }
    }

    private Machine<R, M> machine() throws IOException {
        return Machine.of(create());
    }

    @Test
    void goesThroughTheSameStatesWithTheSameCommands() throws IOException {
        var one = machine();
        var other = machine();
        var commands = commands(1, COMMANDS);
        for (var index = 1; index <= COMMANDS; index++) {
            var id = new EntryId(1 + index / 100, index);
            var result = one.checked.apply(id, commands.get(index - 1).duplicate());
            assertThat(other.checked.apply(id, commands.get(index - 1).duplicate()))
                    .isEqualTo(result);
        }
        assertThat(state(one.bare)).isEqualTo(state(other.bare));
        assertThat(state(one.bare)).isNotEqualTo(state(create()));
    }

    @Test
    void takesCommandsInBuffersOfEveryKind() throws IOException {
        var one = machine();
        var other = machine();
        var commands = commands(2, COMMANDS);
        for (var index = 1; index <= COMMANDS; index++) {
            var id = new EntryId(1, index);
            var command = commands.get(index - 1);
            var result = one.checked.apply(id, command.duplicate());
            assertThat(other.checked.apply(id, otherKind(command, index))).isEqualTo(result);
        }
        assertThat(state(one.bare)).isEqualTo(state(other.bare));
    }

    private static ByteBuffer otherKind(ByteBuffer command, int kind) {
        var size = command.remaining();
        return switch (kind % 3) {
            case 0 -> ByteBuffer.allocateDirect(size).put(command.duplicate()).flip();
            case 1 -> command.asReadOnlyBuffer();
            default -> {
                var inside = ByteBuffer.allocate(size + 20).position(7);
                inside.put(command.duplicate());
                yield inside.flip().position(7);
            }
        };
    }

    /// The bytes of a command belong to the log and the wire, which may use them for something
    /// else.
    @Test
    void keepsNoBytesOfACommand() throws IOException {
        var machine = machine();
        var expected = machine();
        var commands = commands(3, COMMANDS);
        for (var index = 1; index <= COMMANDS; index++) {
            var id = new EntryId(1, index);
            var bytes = new byte[commands.get(index - 1).remaining()];
            commands.get(index - 1).duplicate().get(bytes);
            expected.checked.apply(id, ByteBuffer.wrap(bytes.clone()));
            machine.checked.apply(id, ByteBuffer.wrap(bytes));
            Arrays.fill(bytes, (byte) 0x55);
        }
        assertThat(state(machine.bare)).isEqualTo(state(expected.bare));
    }

    @Test
    void comesBackFromASnapshotAndGoesOnAlike() throws IOException {
        var machine = machine();
        apply(machine, 1, commands(4, COMMANDS));
        var copy = machine();
        copy.checked.restore(new ByteArrayInputStream(snapshot(machine)));
        assertThat(state(copy.bare)).isEqualTo(state(machine.bare));
        var more = commands(5, COMMANDS);
        assertThat(apply(copy, COMMANDS + 1, more)).isEqualTo(apply(machine, COMMANDS + 1, more));
        assertThat(state(copy.bare)).isEqualTo(state(machine.bare));
    }

    @Test
    void forgetsEverythingThatASnapshotReplaces() throws IOException {
        var empty = snapshot(machine());
        var machine = machine();
        apply(machine, 1, commands(6, COMMANDS));
        var other = machine();
        apply(other, 1, commands(7, COMMANDS / 3));

        other.checked.restore(new ByteArrayInputStream(snapshot(machine)));
        assertThat(state(other.bare)).isEqualTo(state(machine.bare));
        other.checked.restore(new ByteArrayInputStream(empty));
        assertThat(state(other.bare)).isEqualTo(state(create()));
        var commands = commands(8, 100);
        assertThat(apply(other, 1, commands)).isEqualTo(apply(machine(), 1, commands));
    }

    @Test
    void comesBackFromASnapshotOfASnapshot() throws IOException {
        var machine = machine();
        apply(machine, 1, commands(9, COMMANDS));
        var second = machine();
        second.checked.restore(new ByteArrayInputStream(snapshot(machine)));
        var third = machine();
        third.checked.restore(new ByteArrayInputStream(snapshot(second)));
        assertThat(state(third.bare)).isEqualTo(state(machine.bare));
    }

    @Test
    void showsNothingInAViewThatWasAppliedLater() throws IOException {
        var machine = machine();
        apply(machine, 1, commands(10, COMMANDS));
        var then = state(machine.bare);
        var bytes = new ByteArrayOutputStream();
        try (var view = view(machine)) {
            apply(machine, COMMANDS + 1, commands(11, COMMANDS));
            view.writeTo(bytes);
        }
        var copy = machine();
        copy.checked.restore(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(state(copy.bare)).isEqualTo(then);
        assertThat(state(machine.bare)).isNotEqualTo(then);
    }

    @Test
    void writesAViewWhileItGoesOn() throws Exception {
        var machine = machine();
        var expected = machine();
        var first = apply(machine, 1, commands(12, COMMANDS));
        assertThat(apply(expected, 1, commands(12, COMMANDS))).isEqualTo(first);
        var next = COMMANDS + 1;
        for (var round = 0; round < 5; round++) {
            var then = state(machine.bare);
            var written = new CompletableFuture<byte[]>();
            var view = view(machine);
            var writer = Thread.ofPlatform().unstarted(() -> write(view, written));
            writer.start();
            var commands = commands(13 + round, COMMANDS);
            assertThat(apply(machine, next, commands)).isEqualTo(apply(expected, next, commands));
            next += COMMANDS;
            var copy = machine();
            copy.checked.restore(new ByteArrayInputStream(written.get()));
            assertThat(state(copy.bare)).isEqualTo(then);
            writer.join();
            view.close();
        }
        assertThat(state(machine.bare)).isEqualTo(state(expected.bare));
    }

    private static void write(StateView view, CompletableFuture<byte[]> written) {
        try {
            var bytes = new ByteArrayOutputStream();
            view.writeTo(bytes);
            written.complete(bytes.toByteArray());
        } catch (IOException | RuntimeException | Error failure) {
            written.completeExceptionally(failure);
        }
    }

    @Test
    void readsASnapshotThatComesInSmallPieces() throws IOException {
        var machine = machine();
        apply(machine, 1, commands(20, COMMANDS));
        var copy = machine();
        copy.checked.restore(new TrickleStream(new ByteArrayInputStream(snapshot(machine))));
        assertThat(state(copy.bare)).isEqualTo(state(machine.bare));
    }

    @Test
    void saysWhenASnapshotCannotBeWritten() throws IOException {
        var machine = machine();
        apply(machine, 1, commands(21, COMMANDS));
        try (var view = view(machine)) {
            assertThatThrownBy(() -> view.writeTo(new FullStream()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no room in this test");
        }
        var expected = machine();
        apply(expected, 1, commands(21, COMMANDS));
        assertThat(state(machine.bare)).isEqualTo(state(expected.bare));
        assertThat(snapshot(machine)).isNotEmpty();
    }

    @Test
    void saysWhenASnapshotCannotBeRead() throws IOException {
        var machine = machine();
        apply(machine, 1, commands(22, COMMANDS));
        var bytes = snapshot(machine);
        var firstHalf = new ByteArrayInputStream(bytes, 0, bytes.length / 2);
        var failing =
                new SequenceInputStream(
                        firstHalf,
                        new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new IOException("no more to read in this test");
                            }

                            @Override
                            public int read(byte[] target, int offset, int length)
                                    throws IOException {
                                return read();
                            }
                        });
        assertThatThrownBy(() -> machine().checked.restore(failing))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no more to read in this test");
    }

    private List<ByteBuffer> commands(long seed, int count) {
        var random = new SplittableRandom(seed);
        var commands = new ArrayList<ByteBuffer>();
        for (var i = 0; i < count; i++) {
            commands.add(command(random));
        }
        return commands;
    }

    private List<R> apply(Machine<R, M> machine, int firstIndex, List<ByteBuffer> commands) {
        var results = new ArrayList<R>();
        for (var command : commands) {
            var id = new EntryId(1, firstIndex + results.size());
            results.add(machine.checked.apply(id, command.duplicate()));
        }
        return results;
    }

    private byte[] snapshot(Machine<R, M> machine) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var view = view(machine)) {
            view.writeTo(bytes);
        }
        return bytes.toByteArray();
    }

    /// Ends the test well when the machine takes no snapshots.
    private StateView view(Machine<R, M> machine) {
        var view = machine.checked.view();
        assumeTrue(view != null, "the machine takes no snapshots");
        return requireNonNull(view);
    }
}
