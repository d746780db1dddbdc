package io.balsa.cli.keys;

import io.balsa.cli.console.DurationConverter;
import io.balsa.cli.console.Output;
import io.balsa.cli.member.EndpointOption;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.time.Duration;

/// What put, get and del have in common.
final class ClientOptions {
    @Mixin private EndpointOption endpoints = new EndpointOption();

    @Option(
            names = {"-o", "--output"},
            defaultValue = "simple",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Output output = Output.SIMPLE;

    @Option(
            names = "--timeout",
            defaultValue = "5s",
            converter = DurationConverter.class,
            paramLabel = "DURATION",
            description = "How long a member may take to answer (default: 5s).")
    private Duration timeout = Duration.ZERO;

    KeyClient connect() {
        return new KeyClient(endpoints.endpoints(), timeout);
    }

    Output output() {
        return output;
    }
}
