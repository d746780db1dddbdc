package io.balsa.raft.node;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts what a member does, from all of its lanes.
final class Tally {
    private final EnumMap<Counter, LongAdder> counts = new EnumMap<>(Counter.class);
    private final Map<String, LongAdder> refusals = new ConcurrentHashMap<>();

    /// What requests can be refused for: shown from the start, so that a metric exists before the
    /// first refusal.
    private static final List<String> LIMITS =
            List.of(
                    "disk",
                    "requestSize",
                    "inboxRequestsMax",
                    "inboxRequestBytesMax",
                    "readsMax",
                    "uncommittedEntriesMax",
                    "uncommittedBytesMax",
                    "unappliedBytesMax",
                    "waitingReadsMax");

    Tally() {
        LIMITS.forEach(limit -> refusals.put(limit, new LongAdder()));
        for (var counter : Counter.values()) {
            counts.put(counter, new LongAdder());
        }
    }

    void count(Counter counter) {
        count(counter, 1);
    }

    void count(Counter counter, long times) {
        adder(counter).add(times);
    }

    private LongAdder adder(Counter counter) {
        return requireNonNull(counts.get(counter), "every counter is there from the start");
    }

    /// Notes that `requests` failed for `reason`, if a limit is the reason.
    void refused(RaftException reason, int requests) {
        var limit =
                switch (reason) {
                    case RaftException.Overloaded overloaded -> overloaded.limit();
                    case RaftException.TooLarge _ -> "requestSize";
                    case RaftException.DiskFull _ -> "disk";
                    case RaftException.NoLeader _,
                            RaftException.Superseded _,
                            RaftException.OtherTerm _,
                            RaftException.OutcomeUnknown _,
                            RaftException.ChangeRefused _,
                            RaftException.TimedOut _,
                            RaftException.Stopped _ ->
                            "";
                };
        if (!limit.isEmpty()) {
            refusals.computeIfAbsent(limit, _ -> new LongAdder()).add(requests);
        }
    }

    RaftCounters counters() {
        var counted = new EnumMap<Counter, Long>(Counter.class);
        for (var counter : Counter.values()) {
            counted.put(counter, adder(counter).sum());
        }
        var refused = new TreeMap<String, Long>();
        refusals.forEach((limit, times) -> refused.put(limit, times.sum()));
        return new RaftCounters(counted, refused);
    }
}
