package io.balsa.cli.keys;

import io.balsa.cli.console.Failure;

import picocli.CommandLine.Option;

/// The option `--limit` of a read.
final class LimitOption {
    @Option(
            names = "--limit",
            paramLabel = "COUNT",
            description = "At most so many keys (default: all).")
    private int limit;

    /// 0 for all.
    ///
    /// @throws Failure if it makes no sense
    int limit() {
        if (limit < 0) {
            throw Failure.usage("--limit must be at least 1, not " + limit);
        }
        return limit;
    }
}
