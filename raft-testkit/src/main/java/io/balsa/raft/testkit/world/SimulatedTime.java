package io.balsa.raft.testkit.world;

import java.util.PriorityQueue;

/// The time of a simulated world, and everything that is still to happen in it. Nothing takes time
/// but waiting: the clock jumps from one thing to the next. What is due at the same time happens in
/// the order in which it was arranged.
public final class SimulatedTime {
    private final PriorityQueue<Due> agenda = new PriorityQueue<>();
    private long now;
    private long arranged;

    private record Due(long nanos, long order, Runnable action) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            var byTime = Long.compare(nanos, other.nanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /// Nanoseconds since the world began.
    public long now() {
        return now;
    }

    /// How many things were arranged so far: a measure of the work a run has been.
    public long arranged() {
        return arranged;
    }

    /// Arranges for `action` at the time `nanos`, or at once when that has passed.
    public void at(long nanos, Runnable action) {
        agenda.add(new Due(Math.max(nanos, now), arranged++, action));
    }

    /// Arranges for `action` once `nanos` have passed.
    public void after(long nanos, Runnable action) {
        at(now + nanos, action);
    }

    /// Lets everything happen that is due up to `nanos`, and ends at that time.
    public void runUntil(long nanos) {
        for (var due = agenda.peek(); due != null && due.nanos <= nanos; due = agenda.peek()) {
            agenda.poll();
            now = due.nanos;
            due.action.run();
        }
        now = Math.max(now, nanos);
    }
}
