package io.balsa.cli.keys;

import io.balsa.cli.console.Failure;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

/// The option `--limit` of a read.
final class LimitOption {
    @Option(
            names = "--limit",
            paramLabel = "COUNT",
            description = "At most so many keys (default: all).")
    private @Nullable Integer limit;

    /// 0 for all.
    ///
    /// @throws Failure if it makes no sense
    int limit() {
        if (limit == null) {
            return 0;
        }
        if (limit < 1) {
            throw Failure.usage("--limit must be at least 1, not " + limit);
        }
        return limit;
    }
}
