package io.balsa.raft.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.log.Disk;
import io.balsa.raft.node.StateMachine;
import io.balsa.raft.testkit.world.SimulatedDisk;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// What a [StateMachine] with a disk of its own promises beside what [StateMachineContract] tries:
/// the effect of a command and [StateMachine#applied] come to that disk together, and a restore
/// replaces both or neither, wherever the power fails. Extend it, and say how to open yours on a
/// [Disk].
///
/// @param <R> what applying a command results in
/// @param <M> the machine
public abstract class DurableStateMachineContract<R, M extends StateMachine<R>> {
    private static final int SEEDS = 5;
    private static final int COMMANDS = 12;

    /// Opens the machine on `disk`, or creates one there that holds nothing.
    protected abstract M open(Disk disk) throws IOException;

    /// A command. Let most of them change the state.
    protected abstract ByteBuffer command(RandomGenerator random);

    /// All that can be seen of the state, as something to compare with `equals`.
    protected abstract Object state(M machine);

    /// Something that is done to a machine on a disk.
    @FunctionalInterface
    private interface Deed {
        void run(SimulatedDisk disk) throws IOException;
    }

    /// How far a machine is, and what it holds.
    private record Standing(EntryId applied, Object state) {}

    @Test
    void hasTheEffectOfACommandWithItsIdWhereverThePowerFails() throws IOException {
        for (var seed = 1; seed <= SEEDS; seed++) {
            var commands = commands(seed);
            var standings = standings(commands);
            var isDone = false;
            for (var operations = 0; !isDone; operations++) {
                var disk = new SimulatedDisk(new SplittableRandom(seed + 1_000L * operations));
                disk.losePowerAfter(operations);
                isDone = isDone(disk, whole -> apply(open(whole), commands));
                disk.powerOn();

                var machine = open(disk);

                assertThat(standing(machine)).isIn(standings);
                apply(machine, commands);
                assertThat(standing(machine)).isEqualTo(standings.getLast());
            }
        }
    }

    @Test
    void isRestoredAsAWholeOrNotAtAllWhereverThePowerFails() throws IOException {
        for (var seed = 1; seed <= SEEDS; seed++) {
            var source = open(new SimulatedDisk(new SplittableRandom(seed)));
            apply(source, commands(seed));
            var snapshot = snapshot(source);
            var before = commands(seed + SEEDS).subList(0, COMMANDS / 2);
            var possible = List.of(standings(before).getLast(), standing(source));
            var isDone = false;
            for (var operations = 0; !isDone; operations++) {
                var disk = new SimulatedDisk(new SplittableRandom(seed + 1_000L * operations));
                var machine = open(disk);
                apply(machine, before);
                disk.losePowerAfter(operations);
                isDone = isDone(disk, _ -> machine.restore(new ByteArrayInputStream(snapshot)));
                disk.powerOn();

                assertThat(standing(open(disk))).isIn(possible);
            }
        }
    }

    /// Applies those of `commands` that `machine` does not have: the first has index 1.
    private static <R> void apply(StateMachine<R> machine, List<ByteBuffer> commands) {
        for (var index = (int) machine.applied().index() + 1; index <= commands.size(); index++) {
            machine.apply(new EntryId(1, index), commands.get(index - 1).duplicate());
        }
    }

    /// Does `deed` come to its end before the power fails?
    private static boolean isDone(SimulatedDisk disk, Deed deed) throws IOException {
        try {
            deed.run(disk);
            disk.keepPower();
            return true;
        } catch (IOException | UncheckedIOException failure) {
            if (disk.hasPower()) {
                throw failure;
            }
            return false;
        }
    }

    /// Where a machine stands before the first command, and after each.
    private List<Standing> standings(List<ByteBuffer> commands) throws IOException {
        var machine = open(new SimulatedDisk(new SplittableRandom(0)));
        var standings = new ArrayList<Standing>();
        standings.add(standing(machine));
        for (var count = 1; count <= commands.size(); count++) {
            apply(machine, commands.subList(0, count));
            standings.add(standing(machine));
        }
        return standings;
    }

    private Standing standing(M machine) {
        return new Standing(machine.applied(), state(machine));
    }

    private List<ByteBuffer> commands(long seed) {
        var random = new SplittableRandom(seed);
        var commands = new ArrayList<ByteBuffer>();
        for (var i = 0; i < COMMANDS; i++) {
            commands.add(command(random));
        }
        return commands;
    }

    private static byte[] snapshot(StateMachine<?> machine) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var view = requireNonNull(machine.view(), "a machine that takes snapshots")) {
            view.writeTo(bytes);
        }
        return bytes.toByteArray();
    }
}
