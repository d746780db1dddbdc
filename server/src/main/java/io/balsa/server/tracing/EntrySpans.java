package io.balsa.server.tracing;

import io.balsa.kv.store.CommandFormat;
import io.balsa.kv.store.TraceContext;
import io.balsa.raft.core.Effect;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.log.Entry;
import io.balsa.raft.node.Observer;
import io.opentelemetry.api.trace.Tracer;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Follows entries on one member, whichever lane they are on: from its disk to its state machine.
final class EntrySpans implements Observer {
    /// More entries than that between disk and state machine are not followed.
    private static final int FOLLOWED_MAX = 10_000;

    private final Tracer tracer;
    private final EpochClock clock;

    /// When entries came to the disk, by index, and when the member learned that they are
    /// committed, by the last index it learned this of.
    private final TreeMap<Long, Long> begun = new TreeMap<>();

    private final TreeMap<Long, Long> commits = new TreeMap<>();
    private long applyBegun;

    /// In nanoseconds since 1970.
    private record Period(long from, long to) {}

    EntrySpans(Tracer tracer, EpochClock clock) {
        this.tracer = tracer;
        this.clock = clock;
    }

    @Override
    public void onWritten(List<Entry> entries, long nanos) {
        var now = clock.now();
        for (var entry : entries) {
            var trace = trace(entry);
            if (trace != null) {
                emit("appended", trace, entry.id(), new Period(now - nanos, now));
                remember(begun, entry.id().index(), now - nanos);
            }
        }
    }

    @Override
    public void onEffects(List<Effect> effects) {
        for (var effect : effects) {
            if (effect instanceof Effect.Commit(var index)) {
                remember(commits, index, clock.now());
            }
        }
    }

    @Override
    public void onApply(EntryId id) {
        applyBegun = clock.now();
    }

    @Override
    public void onApplied(Entry entry) {
        var committing = passed(entry.id().index());
        var trace = trace(entry);
        if (trace != null) {
            emit("committed", trace, entry.id(), committing);
            emit("applied", trace, entry.id(), new Period(applyBegun, clock.now()));
        }
    }

    private static @Nullable TraceContext trace(Entry entry) {
        return entry.kind() == Entry.Kind.COMMAND ? CommandFormat.trace(entry.payload()) : null;
    }

    private synchronized void remember(NavigableMap<Long, Long> times, long index, long time) {
        times.put(index, time);
        if (times.size() > FOLLOWED_MAX) {
            times.pollFirstEntry();
        }
    }

    /// From when the entry was on its way to the disk until this member knew that it is committed.
    /// A leader may know that before its own disk is done: then it took no time. Whatever is before
    /// the entry is forgotten.
    private synchronized Period passed(long index) {
        var commit = commits.ceilingEntry(index);
        var committed = commit == null ? applyBegun : Math.min(commit.getValue(), applyBegun);
        var from = begun.getOrDefault(index, committed);
        begun.headMap(index, true).clear();
        commits.headMap(index, false).clear();
        return new Period(Math.min(from, committed), committed);
    }

    private void emit(String name, TraceContext trace, EntryId id, Period period) {
        tracer.spanBuilder(name)
                .setParent(Contexts.unpack(trace))
                .setStartTimestamp(period.from, TimeUnit.NANOSECONDS)
                .setAttribute("raft.index", id.index())
                .setAttribute("raft.term", id.term())
                .startSpan()
                .end(period.to, TimeUnit.NANOSECONDS);
    }
}
