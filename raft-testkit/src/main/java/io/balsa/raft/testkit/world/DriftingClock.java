package io.balsa.raft.testkit.world;

/// A machine's monotonic clock: it began somewhere, and runs a little too fast or too slow.
///
/// @param offsetNanos what it showed when the world began
/// @param rate how many of its nanoseconds pass in one of the world's
public record DriftingClock(long offsetNanos, double rate) {
    /// A clock that shows the world's own time.
    public static final DriftingClock TRUE = new DriftingClock(0, 1);

    public DriftingClock {
        if (!(rate > 0)) {
            throw new IllegalArgumentException("a clock goes forward, not at the rate " + rate);
        }
    }

    /// The clock that shows the same as this one at `worldNanos`, and goes on at another rate.
    public DriftingClock withRate(double rate, long worldNanos) {
        return new DriftingClock(shownAt(worldNanos) - (long) (worldNanos * rate), rate);
    }

    /// What this clock shows at the world's time `worldNanos`.
    public long shownAt(long worldNanos) {
        return offsetNanos + (long) (worldNanos * rate);
    }

    /// The first time of the world at which this clock shows `shownNanos` or more.
    public long worldTimeOf(long shownNanos) {
        var guess = (long) Math.ceil((shownNanos - offsetNanos) / rate);
        while (shownAt(guess) < shownNanos) {
            guess++;
        }
        return guess;
    }
}
