package io.balsa.cli.bench;

import io.balsa.cli.bench.Workload.Fill;
import io.balsa.client.Security;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// What to do to a target.
///
/// @param fill what to write before, null when nothing needs to be there
/// @param security how connections are protected
record Plan(
        Workload<?, ?> workload, @Nullable Fill fill, Load load, Length length, Security security) {

    /// The same where everything is there already.
    Plan filled() {
        return new Plan(workload, null, load, length, security);
    }

    /// How hard to press.
    ///
    /// @param clients requests in flight, all together
    /// @param connections how many connections they share
    /// @param threads event loops of the generator
    /// @param patience how long a request may take before it counts as failed
    record Load(int clients, int connections, int threads, Duration patience) {}

    /// How long to press.
    ///
    /// @param warmup not measured
    /// @param duration of the measured part, where `requests` does not end it before
    /// @param requests how many to measure
    record Length(Duration warmup, Duration duration, long requests) {}
}
