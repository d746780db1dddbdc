package io.balsa.kv.store;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/// An [OrderedStore] in memory: a list of sorted runs, each of some hundred pairs.
///
/// A search halves its way to the run and then through it. Counting a range adds up the sizes of
/// the runs between its ends, which a tree of single pairs cannot do: that is what makes the count
/// that each range answer carries cheap.
final class MemoryStore implements OrderedStore {
    /// In the order of their keys, none of them empty.
    private final List<Run> runs = new ArrayList<>();

    private long size;
    private long bytes;

    /// The run where the latest search ended. A write mostly follows a read of the same key.
    private int latest;

    @Override
    public @Nullable KeyValue get(Bytes key) {
        return runs.isEmpty() ? null : runs.get(indexOfRun(key)).get(key);
    }

    @Override
    public void put(KeyValue pair) {
        if (runs.isEmpty()) {
            runs.add(new Run());
        }
        var index = indexOfRun(pair.key());
        var run = own(index);
        var overwritten = run.get(pair.key());
        bytes += bytes(pair) - (overwritten == null ? 0 : bytes(overwritten));
        size += run.put(pair) ? 1 : 0;
        if (run.isFull()) {
            runs.add(index + 1, run.split());
        }
    }

    @Override
    public void remove(Bytes key) {
        if (runs.isEmpty()) {
            return;
        }
        var index = indexOfRun(key);
        var removed = runs.get(index).get(key);
        if (removed == null) {
            return;
        }
        bytes -= bytes(removed);
        var run = own(index);
        run.remove(key);
        size--;
        if (run.size() == 0) {
            runs.remove(index);
        } else if (index > 0 && runs.get(index - 1).hasRoomFor(run)) {
            own(index - 1).append(run);
            runs.remove(index);
        }
    }

    @Override
    public long count(KeyRange keys) {
        if (keys.isSingle()) {
            return get(keys.key()) == null ? 0 : 1;
        }
        if (keys.isEmpty()) {
            return 0;
        }
        return (keys.isUnbounded() ? size : rank(keys.end())) - rank(keys.key());
    }

    @Override
    public void scan(KeyRange keys, Visitor visitor) {
        if (keys.isEmpty() || runs.isEmpty()) {
            return;
        }
        var index = indexOfRun(keys.key());
        var place = runs.get(index).place(keys.key());
        for (; index < runs.size(); index++, place = 0) {
            var run = runs.get(index);
            for (; place < run.size(); place++) {
                var pair = run.at(place);
                if (!keys.contains(pair.key()) || !visitor.visit(pair)) {
                    return;
                }
            }
        }
    }

    @Override
    public long bytes() {
        return bytes;
    }

    private static long bytes(KeyValue pair) {
        return (long) pair.key().size() + pair.value().size();
    }

    /// Costs as much as there are runs; each is copied when it changes for the first time since.
    @Override
    public Frozen freeze() {
        runs.forEach(Run::share);
        return new Moment(List.copyOf(runs), size);
    }

    @Override
    public void clear() {
        runs.clear();
        size = 0;
        bytes = 0;
        latest = 0;
    }

    /// The run at `index`, to be changed.
    private Run own(int index) {
        var run = runs.get(index);
        if (run.isShared()) {
            run = run.copy();
            runs.set(index, run);
        }
        return run;
    }

    private record Moment(List<Run> runs, long size) implements Frozen {
        @Override
        public Iterator<KeyValue> iterator() {
            return runs.stream()
                    .flatMap(run -> IntStream.range(0, run.size()).mapToObj(run::at))
                    .iterator();
        }
    }

    /// Number of keys before `key`.
    private long rank(Bytes key) {
        if (runs.isEmpty()) {
            return 0;
        }
        var index = indexOfRun(key);
        long rank = runs.get(index).place(key);
        for (var i = 0; i < index; i++) {
            rank += runs.get(i).size();
        }
        return rank;
    }

    /// The run that `key` is in, or belongs into: the last one that does not begin after it.
    private int indexOfRun(Bytes key) {
        if (latest < runs.size() && runs.get(latest).hasJustFound(key)) {
            return latest;
        }
        var low = 1;
        var high = runs.size();
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (runs.get(middle).firstKey().compareTo(key) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        latest = low - 1;
        return latest;
    }
}
