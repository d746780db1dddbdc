package io.balsa.cli.cluster;

import io.balsa.cli.console.ExitCode;
import io.balsa.cli.console.Failure;
import io.balsa.cli.console.Output;
import io.balsa.cli.member.AnswerOptions;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/// `balsa cluster watch`.
@Command(
        name = "watch",
        description = {
            "Shows leader, term, progress and membership as each member sees them, as they",
            "change, until Ctrl-C or until nobody reads it any more.",
            "Progress alone is shown a few times a second. With -o json, one object on each line."
        })
public final class WatchCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--changes",
            paramLabel = "COUNT",
            description = "End after so many lines (default: never).")
    private long changes = Long.MAX_VALUE;

    @Mixin private AnswerOptions options = new AnswerOptions();

    @Override
    public Integer call() throws InterruptedException {
        if (changes < 1) {
            throw Failure.usage("--changes must be at least 1, not " + changes);
        }
        var command = spec.commandLine();
        try (var group = options.converse(command.getErr())) {
            group.awaitAnyone();
            new Lookout(group, options.output(Output.SIMPLE), command.getOut()).show(changes);
            return ExitCode.OK;
        }
    }
}
