package io.balsa.raft.micrometer;

import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.Counter;
import io.balsa.raft.node.FollowerState;
import io.balsa.raft.node.RaftNode;
import io.balsa.raft.node.RaftState;
import io.balsa.raft.node.SnapshotTransfer;
import io.balsa.raft.node.Stage;
import io.balsa.raft.node.Subscription;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/// The meters of one member, all named `raft.…` and tagged with its id, and with whatever tags tell
/// its group from others. Reading them costs the member nothing that it would notice.
///
/// Binding turns on [io.balsa.raft.node.MemberSwitches#stages]. Close it with the member: then no
/// followers are watched any more.
public final class RaftMeters implements MeterBinder, AutoCloseable {
    private static final List<FollowerValue> FOLLOWER_VALUES =
            List.of(
                    new FollowerValue(
                            "raft.follower.counts",
                            "1 when what it says counts for majorities, 0 when not",
                            null,
                            (_, follower) -> follower.progress().counts() ? 1 : 0),
                    new FollowerValue(
                            "raft.follower.lag",
                            "entries that it lacks",
                            "entries",
                            RaftMeters::lag),
                    new FollowerValue(
                            "raft.follower.in.flight",
                            "entries on their way to it",
                            BaseUnits.BYTES,
                            (_, follower) -> follower.progress().inFlightBytes()),
                    new FollowerValue(
                            "raft.follower.snapshot.arrived",
                            "what it has of the snapshot on its way to it",
                            BaseUnits.BYTES,
                            (_, follower) -> ofSnapshot(follower, SnapshotTransfer::arrivedBytes)),
                    new FollowerValue(
                            "raft.follower.snapshot.size",
                            "the snapshot on its way to it",
                            BaseUnits.BYTES,
                            (_, follower) -> ofSnapshot(follower, SnapshotTransfer::bytes)));

    private final RaftNode<?> node;
    private final Tags tags;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    /// @param tags of every meter, for instance the name of the group
    public RaftMeters(RaftNode<?> node, Tags tags) {
        this.node = node;
        this.tags = tags.and("member", node.state().member().toString());
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        node.switches().stages(true);
        StateMeters.bind(node, tags, registry);
        bindCounters(registry);
        bindTimes(registry);
        bindFollowers(registry);
    }

    // ---- Counters ----

    private void bindCounters(MeterRegistry registry) {
        for (var counter : Counter.values()) {
            FunctionCounter.builder(name(counter), node, member -> member.counters().of(counter))
                    .description(counter.what())
                    .tags(tags)
                    .register(registry);
        }
        for (var limit : node.counters().refusals().keySet()) {
            FunctionCounter.builder(
                            "raft.refusals",
                            node,
                            member -> member.counters().refusals().getOrDefault(limit, 0L))
                    .description("requests refused because of a limit")
                    .tags(tags.and("limit", limit))
                    .register(registry);
        }
    }

    /// `ELECTIONS_WON` is `raft.elections.won`.
    private static String name(Counter counter) {
        return "raft." + counter.name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    // ---- Times ----

    private void bindTimes(MeterRegistry registry) {
        for (var stage : Stage.values()) {
            new TimeMeters(
                            "raft.entry",
                            "how long entries took to come to a stage",
                            () -> requireNonNull(node.stages().get(stage), "all are measured"))
                    .bind(registry, tags.and("stage", stage.name().toLowerCase(Locale.ROOT)));
        }
        new TimeMeters(
                        "raft.disk.write",
                        "one write to the log, of everything that had queued up",
                        node::diskWrites)
                .bind(registry, tags);
    }

    // ---- Followers, on a leader ----

    private void bindFollowers(MeterRegistry registry) {
        var meters = new ArrayList<FollowerMeter>();
        for (var value : FOLLOWER_VALUES) {
            meters.add(new FollowerMeter(multiGauge(registry, value), value));
        }
        var seen = new Seen(meters);
        subscriptions.add(node.watch(state -> seen.show(state.followers().keySet())));
    }

    private MultiGauge multiGauge(MeterRegistry registry, FollowerValue value) {
        return MultiGauge.builder(value.name)
                .description(value.what)
                .baseUnit(value.unit)
                .tags(tags)
                .register(registry);
    }

    /// What can be said of a follower.
    ///
    /// @param unit what it is counted in, null for what is no quantity
    private record FollowerValue(
            String name,
            String what,
            @Nullable String unit,
            ToDoubleBiFunction<RaftState, FollowerState> value) {}

    private record FollowerMeter(MultiGauge gauge, FollowerValue value) {}

    /// Keeps a gauge for each follower that there is. Confined to the lane of listeners.
    private final class Seen {
        private final List<FollowerMeter> meters;
        private SortedSet<MemberId> shown = new TreeSet<>();

        Seen(List<FollowerMeter> meters) {
            this.meters = meters;
        }

        void show(Set<MemberId> followers) {
            if (!followers.equals(shown)) {
                shown = new TreeSet<>(followers);
                meters.forEach(meter -> meter.gauge.register(rows(meter.value), true));
            }
        }

        private List<Row<?>> rows(FollowerValue value) {
            return shown.stream().<Row<?>>map(follower -> row(follower, value)).toList();
        }

        private Row<?> row(MemberId follower, FollowerValue value) {
            return Row.of(
                    Tags.of("follower", follower.toString()),
                    () -> {
                        var state = node.state();
                        var known = state.followers().get(follower);
                        return known == null ? Double.NaN : value.value.applyAsDouble(state, known);
                    });
        }
    }

    private static double lag(RaftState leader, FollowerState follower) {
        return Math.max(0, leader.lastEntry().index() - follower.matchedIndex());
    }

    private static double ofSnapshot(
            FollowerState follower, ToDoubleFunction<SnapshotTransfer> value) {
        var transfer = follower.snapshot();
        return transfer == null ? 0 : value.applyAsDouble(transfer);
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
        subscriptions.clear();
    }
}
