package io.balsa.raft.testkit.simulation;

import java.util.Map;
import java.util.TreeMap;

/// How often something happened: what shows that the faults of a simulation really bite.
public final class Coverage {
    private final Map<String, Long> counts = new TreeMap<>();

    public void count(String what) {
        add(what, 1);
    }

    public void add(String what, long times) {
        counts.merge(what, times, Long::sum);
    }

    public void add(Coverage other) {
        other.counts.forEach(this::add);
    }

    public long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    /// One line per thing.
    @Override
    public String toString() {
        var text = new StringBuilder();
        counts.forEach((what, times) -> text.append("%,15d  %s%n".formatted(times, what)));
        return text.toString();
    }
}
