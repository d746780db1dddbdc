package io.balsa.raft.node;

import java.util.Comparator;
import java.util.PriorityQueue;

/// The requests whose answers are not awaited for ever, the most impatient first. Those that have
/// their answer are swept out now and then, at a cost that is constant per request. Confined to the
/// event loop.
final class Timeouts {
    private static final int SWEEP_MIN = 1_024;

    private final PriorityQueue<Expiring> requests =
            new PriorityQueue<>(Comparator.comparingLong(Expiring::expiry));
    private int sweepAt = SWEEP_MIN;

    void add(Expiring request) {
        if (request.expiry() == Long.MAX_VALUE) {
            return;
        }
        if (requests.size() >= sweepAt) {
            requests.removeIf(Expiring::isAnswered);
            sweepAt = Math.max(SWEEP_MIN, 2 * requests.size());
        }
        requests.add(request);
    }

    /// Fails what is not answered at time `now`.
    void expire(long now) {
        while (!requests.isEmpty() && requests.peek().expiry() <= now) {
            requests.remove().expire();
        }
    }

    long deadline() {
        return requests.isEmpty() ? Long.MAX_VALUE : requests.peek().expiry();
    }
}
