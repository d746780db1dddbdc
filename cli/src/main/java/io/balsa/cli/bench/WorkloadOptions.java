package io.balsa.cli.bench;

import io.balsa.cli.console.Failure;

import picocli.CommandLine.Option;

/// What to ask for.
final class WorkloadOptions {
    private static final int VALUE_BYTES_MAX = 64 << 20;

    @Option(
            names = "--keys",
            defaultValue = "10000",
            description = "How many different keys (default: ${DEFAULT-VALUE}).")
    private long keys;

    @Option(
            names = "--key-bytes",
            defaultValue = "16",
            description = "Length of a key (default: ${DEFAULT-VALUE}).")
    private int keyBytes;

    @Option(
            names = "--value-bytes",
            defaultValue = "256",
            description = "Length of a value (default: ${DEFAULT-VALUE}).")
    private int valueBytes;

    @Option(
            names = "--consistency",
            defaultValue = "linearizable",
            description = "Of get: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Consistency consistency = Consistency.LINEARIZABLE;

    @Option(
            names = "--no-fill",
            description = "For get: read what is there, instead of writing all keys before.")
    private boolean noFill;

    /// @throws Failure if keys do not fit; the message says so
    KeySpace space() {
        return new KeySpace(keyBytes, keys);
    }

    int valueBytes() {
        if (valueBytes < 0 || valueBytes > VALUE_BYTES_MAX) {
            throw Failure.usage("--value-bytes must be 0 to %d".formatted(VALUE_BYTES_MAX));
        }
        return valueBytes;
    }

    boolean serializable() {
        return consistency == Consistency.SERIALIZABLE;
    }

    boolean fill() {
        return !noFill;
    }
}
