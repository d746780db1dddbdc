package io.balsa.raft.node;

import io.balsa.raft.core.Limits;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.RaftOptions;
import io.balsa.raft.core.Timing;
import io.balsa.raft.log.CheckedLogStore;
import io.balsa.raft.log.LogStore;
import io.balsa.raft.log.snapshot.CheckedSnapshotStore;
import io.balsa.raft.log.snapshot.SnapshotStore;

import org.jspecify.annotations.Nullable;

import java.util.random.RandomGenerator;

/// Everything that a member is made of.
///
/// @param options how it behaves where the protocol leaves a choice
/// @param snapshots when it takes snapshots, and how it passes them on
/// @param bootstrap the first membership of a new group, given to one of its members; null on the
///   others, which wait to hear from it. Ignored by a member that already belongs to a group.
/// @param world what the member stands on; closed with the member
/// @param machine what the group replicates
public record RaftSetup<R>(
        MemberId member,
        GroupId group,
        Timing timing,
        Limits limits,
        NodeLimits nodeLimits,
        RaftOptions options,
        SnapshotOptions snapshots,
        @Nullable Membership bootstrap,
        World world,
        StateMachine<R> machine) {

    /// The doors of the process, as this member sees them.
    ///
    /// @param store belongs to the member, and is closed with it
    /// @param snapshots likewise; null for a member that takes none and receives none, so that its
    ///   log is kept whole
    /// @param transport shared by the members of all groups in the process
    /// @param random for election timeouts, and for numbers that must not repeat after a restart
    public record World(
            Runtime runtime,
            LogStore store,
            @Nullable SnapshotStore snapshots,
            Transport transport,
            RandomGenerator random,
            Observer observer) {
        /// Without snapshots.
        public World(
                Runtime runtime,
                LogStore store,
                Transport transport,
                RandomGenerator random,
                Observer observer) {
            this(runtime, store, null, transport, random, observer);
        }

        private World checked() {
            return new World(
                    runtime,
                    new CheckedLogStore(store),
                    snapshots == null ? null : new CheckedSnapshotStore(snapshots),
                    transport,
                    random,
                    observer);
        }
    }

    /// A setup with the default limits.
    public static <R> RaftSetup<R> of(
            MemberId member,
            Timing timing,
            @Nullable Membership bootstrap,
            World world,
            StateMachine<R> machine) {
        return new RaftSetup<>(
                member,
                GroupId.FIRST,
                timing,
                Limits.DEFAULT,
                NodeLimits.DEFAULT,
                bootstrap,
                world,
                machine);
    }

    /// With the default options.
    public RaftSetup(
            MemberId member,
            GroupId group,
            Timing timing,
            Limits limits,
            NodeLimits nodeLimits,
            @Nullable Membership bootstrap,
            World world,
            StateMachine<R> machine) {
        this(
                member,
                group,
                timing,
                limits,
                nodeLimits,
                RaftOptions.DEFAULT,
                SnapshotOptions.DEFAULT,
                bootstrap,
                world,
                machine);
    }

    /// The same but for these options.
    public RaftSetup<R> withOptions(RaftOptions options) {
        return with(nodeLimits, options, snapshots, world, machine);
    }

    /// The same but for these limits.
    public RaftSetup<R> withNodeLimits(NodeLimits limits) {
        return with(limits, options, snapshots, world, machine);
    }

    /// The same but for when snapshots are taken, and how they are passed on.
    public RaftSetup<R> withSnapshots(SnapshotOptions snapshots) {
        return with(nodeLimits, options, snapshots, world, machine);
    }

    /// The same with the contracts of its log, its snapshots and its machine checked while it runs,
    /// on both sides: a [io.balsa.raft.log.ContractViolation] names the rule that was broken, and
    /// stops the member before it does harm. For parts of one's own, in tests and in production;
    /// docs/performance.md has what it costs.
    ///
    /// The stores must have been opened a moment ago, and be used by nobody else.
    public RaftSetup<R> checked() {
        return with(
                nodeLimits,
                options,
                snapshots,
                world.checked(),
                new CheckedStateMachine<>(machine));
    }

    private RaftSetup<R> with(
            NodeLimits nodeLimits,
            RaftOptions options,
            SnapshotOptions snapshots,
            World world,
            StateMachine<R> machine) {
        return new RaftSetup<>(
                member,
                group,
                timing,
                limits,
                nodeLimits,
                options,
                snapshots,
                bootstrap,
                world,
                machine);
    }
}
