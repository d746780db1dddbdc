package io.balsa.raft.testkit.simulation;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.log.CheckedLogStore;
import io.balsa.raft.log.DiskFullException;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.LogStore;
import io.balsa.raft.log.snapshot.CheckedSnapshotStore;
import io.balsa.raft.log.snapshot.DiskSnapshots;
import io.balsa.raft.log.snapshot.SnapshotStore;
import io.balsa.raft.node.CheckedStateMachine;
import io.balsa.raft.node.RaftNode;
import io.balsa.raft.node.RaftSetup;
import io.balsa.raft.node.RaftState;
import io.balsa.raft.testkit.property.MembershipHistory;
import io.balsa.raft.testkit.property.Violation;
import io.balsa.raft.testkit.world.Machine;
import io.balsa.raft.testkit.world.ReadFaults;
import io.balsa.raft.testkit.world.SimulatedRuntime;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;

/// One member of a simulated group, over all its lives.
final class SimulatedMember<R> {
    private static final MemberId FOUNDER = MemberId.of(1);

    private final Group<R> group;
    private final MemberId id;
    private final Machine machine;
    private final MemberPlan<R> plan;
    private final SplittableRandom random;

    /// Does it begin the group by itself, as one of its first voters?
    private final boolean isFounder;

    private @Nullable Life<R> life;
    private boolean isDismissed;
    private boolean hasBadReads;

    /// From a start to the next crash.
    record Life<R>(SimulatedRuntime process, RaftNode<R> node, RegisterMachine<R> registers) {}

    /// What is on its disk.
    private record Stores(LogStore log, SnapshotStore snapshots) {}

    SimulatedMember(
            Group<R> group,
            MemberId id,
            Machine machine,
            MemberPlan<R> plan,
            SplittableRandom random) {
        this.group = group;
        this.id = id;
        this.machine = machine;
        this.plan = plan;
        this.random = random;
        isFounder = id.equals(FOUNDER) || random.nextBoolean();
    }

    MemberId id() {
        return id;
    }

    Machine machine() {
        return machine;
    }

    boolean isUp() {
        return life != null;
    }

    RaftState state() {
        return living().node().state();
    }

    long digest() {
        return living().registers().digest();
    }

    /// The memberships in its log.
    MembershipHistory memberships() {
        return group.watch().chronicle().of(id).memberships();
    }

    private Life<R> living() {
        if (life == null) {
            throw new IllegalStateException(id + " is down");
        }
        return life;
    }

    /// Lets a request reach the member: now, when it goes on after a pause, or never. Returns false
    /// when it is down.
    boolean reach(BiConsumer<SimulatedRuntime, Life<R>> request) {
        var present = life;
        if (present == null) {
            return false;
        }
        present.process().reach(() -> request.accept(present.process(), present));
        return true;
    }

    /// Starts the member unless it runs.
    void start() {
        if (life != null || isDismissed) {
            return;
        }
        note("starts");
        var process = machine.boot();
        var stores = open();
        if (stores == null) {
            note("cannot start for its disk");
            process.crash();
            return;
        }
        var registers = plan.subject().machines().get();
        var observer =
                new WatchedMember(
                        id, group.watch(), group.coverage(), this::onTurn, registers::digest);
        var world =
                new RaftSetup.World(
                        process,
                        new WatchedStore(
                                new CheckedLogStore(stores.log()),
                                id,
                                group.watch(),
                                group.coverage()),
                        new CheckedSnapshotStore(stores.snapshots()),
                        group.network().transport(id, process),
                        random.split(),
                        observer);
        var node = begin(world, registers);
        if (node == null) {
            note("cannot start for its disk");
            process.crash();
            return;
        }
        life = new Life<>(process, node, registers);
        var _ = node.termination().whenComplete((_, reason) -> onTerminated(process, reason));
    }

    /// Null when the disk has no room for the rest of what a crash has cut short.
    private @Nullable RaftNode<R> begin(RaftSetup.World world, RegisterMachine<R> registers) {
        var founders = isFounder ? group.founders() : null;
        var watched = new CheckedStateMachine<>(new WatchedMachine<>(id, registers, group));
        var setup = plan.setup(id, founders, world, watched);
        try {
            return RaftNode.start(setup);
        } catch (UncheckedIOException failure) {
            if (failure.getCause() instanceof DiskFullException) {
                return null;
            }
            throw failure;
        }
    }

    /// Null when the disk has no room for a log to begin with, or cannot be read.
    private @Nullable Stores open() {
        try {
            var stores = openStores();
            var log = stores.log();
            group.watch().onStarted(id, log.recovery(), entries(log), stores.snapshots().newest());
            return stores;
        } catch (DiskFullException full) {
            return null;
        } catch (IOException failure) {
            if (hasBadReads) {
                return null;
            }
            throw new Violation("NothingWrittenIsLost", id + " cannot open its log: " + failure);
        }
    }

    private Stores openStores() throws IOException {
        var snapshots = DiskSnapshots.open(machine.disk());
        return new Stores(plan.subject().stores().open(machine.disk()), snapshots);
    }

    private static List<Entry> entries(LogStore store) throws IOException {
        var log = store.recovery().log();
        return log.isEmpty()
                ? List.of()
                : store.read(log.firstIndex(), log.lastIndex(), Long.MAX_VALUE);
    }

    /// Starts the member unless it runs, and lets it crash after so many operations on its disk.
    void startAndFail(int operations) {
        if (life != null || isDismissed) {
            return;
        }
        note("fails while it starts");
        var process = machine.boot();
        machine.disk().losePowerAfter(operations);
        try {
            openStores();
        } catch (DiskFullException full) {
            note("cannot start for its disk");
        } catch (IOException failure) {
            if (machine.disk().hasPower() && !hasBadReads) {
                throw new Violation(
                        "NothingWrittenIsLost", id + " cannot open its log: " + failure);
            }
        }
        process.crash();
    }

    /// Ends the member at once.
    void crash() {
        if (life != null) {
            note("crashes");
            var process = life.process();
            life = null;
            process.crash();
        }
    }

    /// Ends the member, which finds an empty disk when it starts again.
    void loseDisk() {
        crash();
        note("loses its disk");
        machine.disk().wipe();
        group.watch().onDiskLost(id);
    }

    /// Has the group brought it all that it may have forgotten?
    boolean isProven() {
        return !group.watch().chronicle().of(id).ballotOnDisk().unproven();
    }

    /// Ends the member for good.
    void dismiss() {
        crash();
        isDismissed = true;
        note("is stopped for good");
        group.coverage().add("torn writes", machine.disk().tornWrites());
    }

    /// Ends the member during one of its next operations on the disk.
    void crashInOperation(int number) {
        if (life != null) {
            machine.disk().losePowerAfter(number, this::crash);
        }
    }

    /// From now on that share of the reads of its disk fails.
    void spoilReads(double share) {
        hasBadReads = true;
        machine.disk().setReadFaults(new ReadFaults(share, 0));
    }

    void mendReads() {
        hasBadReads = false;
        machine.disk().setReadFaults(ReadFaults.NONE);
    }

    void pause() {
        if (life != null) {
            note("pauses");
            life.process().pause();
        }
    }

    void resume() {
        if (life != null && life.process().isPaused()) {
            note("goes on");
            life.process().resume();
        }
    }

    private void onTurn() {
        if (life != null) {
            group.watch().onState(life.node().state());
        }
    }

    private void onTerminated(SimulatedRuntime process, @Nullable Throwable reason) {
        if (!process.isAlive()) {
            return;
        }
        var cause = reason instanceof CompletionException ? reason.getCause() : reason;
        if (hasBadReads && cause instanceof IOException) {
            note("stops by itself for its disk");
            crash();
        } else {
            group.watch().fail(new Violation("NobodyStopsByItself", id + " stopped: " + reason));
        }
    }

    private void note(String what) {
        group.coverage().count("members: " + what);
        group.note(Group.fingerprint(id, what), id + " " + what);
    }
}
