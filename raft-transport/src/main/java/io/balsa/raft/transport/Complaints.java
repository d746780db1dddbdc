package io.balsa.raft.transport;

import org.slf4j.Logger;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Log lines about what others do wrong, which they may do a thousand times a second: each subject
/// is logged at once, and then at most once per interval, with the number of times between.
final class Complaints {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int SUBJECTS_MAX = 256;

    private static final class Subject {
        long loggedAt;
        long unlogged;
    }

    private final Logger log;
    private final LongSupplier nanoClock;

    @SuppressWarnings("serial")
    private final Map<String, Subject> subjects =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Subject> eldest) {
                    return size() > SUBJECTS_MAX;
                }
            };

    Complaints(Logger log, LongSupplier nanoClock) {
        this.log = log;
        this.nanoClock = nanoClock;
    }

    Logger log() {
        return log;
    }

    /// Something about `subject` has just been logged by somebody else: there is nothing to add
    /// before the interval is over.
    synchronized void settle(String subject) {
        var known = new Subject();
        known.loggedAt = nanoClock.getAsLong();
        subjects.put(subject, known);
    }

    /// Logs `message`, unless something about `subject` was logged just before. Returns whether it
    /// did.
    synchronized boolean about(String subject, String message) {
        var now = nanoClock.getAsLong();
        var known = subjects.get(subject);
        if (known == null) {
            known = new Subject();
            subjects.put(subject, known);
        } else if (now - known.loggedAt < INTERVAL_NANOS) {
            known.unlogged++;
            return false;
        }
        var repeats = known.unlogged == 0 ? "" : " (and " + known.unlogged + " times before)";
        log.warn("{}{}", message, repeats);
        known.loggedAt = now;
        known.unlogged = 0;
        return true;
    }
}
