package io.balsa.cli.member;

import io.balsa.cli.console.DurationConverter;
import io.balsa.cli.console.Failure;
import io.balsa.cli.console.Output;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.PrintWriter;
import java.time.Duration;

/// What all commands that wait for an answer of the group have in common.
public final class AnswerOptions {
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = {"-o", "--output"},
            description = "simple and table are for people, json for programs.")
    private @Nullable Output output;

    @Option(
            names = "--timeout",
            defaultValue = "10s",
            converter = DurationConverter.class,
            paramLabel = "DURATION",
            description = "How long it may take, whomever it asks (default: ${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ZERO;

    public ConnectionOptions connection() {
        return connection;
    }

    /// How to print, and if nothing was said, like this.
    public Output output(Output unlessTold) {
        return output == null ? unlessTold : output;
    }

    /// How long the command may wait.
    public Duration timeout() {
        return timeout;
    }

    /// A conversation with these members.
    ///
    /// @param err where a person may be watching
    /// @throws Failure if that makes no sense; the message says so
    public Conversation converse(PrintWriter err) {
        if (!timeout.isPositive()) {
            throw Failure.usage("--timeout must be at least 1ms");
        }
        return Conversation.open(connection, timeout, err);
    }
}
