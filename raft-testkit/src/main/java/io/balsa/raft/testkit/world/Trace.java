package io.balsa.raft.testkit.world;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.function.Supplier;

/// Everything that happened in a world, in order: always as a digest, which two equal runs share,
/// and on demand as text for people.
public final class Trace {
    private static final double NANOS_PER_SECOND = 1e9;

    private final SimulatedTime time;
    private final @Nullable StringBuilder text;
    private long digest;
    private long events;

    private Trace(SimulatedTime time, @Nullable StringBuilder text) {
        this.time = time;
        this.text = text;
    }

    public static Trace digestOf(SimulatedTime time) {
        return new Trace(time, null);
    }

    public static Trace textOf(SimulatedTime time) {
        return new Trace(time, new StringBuilder());
    }

    /// Notes that something happened.
    ///
    /// @param fingerprint tells it from other things that might have happened instead; must be the
    ///   same in every process that repeats the run, so no identity hash codes
    /// @param line says it in words; called only when the text is wanted
    public void note(long fingerprint, Supplier<String> line) {
        digest = Fingerprint.mix(Fingerprint.mix(digest, time.now()), fingerprint);
        events++;
        if (text != null) {
            var seconds = time.now() / NANOS_PER_SECOND;
            text.append(String.format(Locale.ROOT, "%11.6f  ", seconds))
                    .append(line.get())
                    .append('\n');
        }
    }

    /// A number that two runs share only if the same things happened at the same times.
    public long digest() {
        return digest;
    }

    public long events() {
        return events;
    }

    /// One line per event; empty when only the digest is kept.
    public String text() {
        return text == null ? "" : text.toString();
    }
}
