package io.balsa.cli.keys;

import io.balsa.cli.console.ExitCode;
import io.balsa.cli.console.Failure;
import io.balsa.cli.console.Json;
import io.balsa.cli.console.Output;
import io.balsa.cli.console.Table;
import io.balsa.cli.member.AnswerOptions;
import io.balsa.client.Answer;
import io.balsa.client.KeyRange;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/// `balsa del KEY`.
@Command(
        name = "del",
        description = "Deletes a key, or all that start with it. Ends with 1 when there was none.")
public final class DelCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "KEY", description = "The key; with --prefix, its beginning.")
    private String key = "";

    @Option(names = "--prefix", description = "Delete all keys that start with KEY.")
    private boolean isPrefix;

    @Mixin private AnswerOptions options = new AnswerOptions();

    @Override
    public Integer call() {
        if (isPrefix && key.isEmpty()) {
            throw Failure.usage(
                    "--prefix with an empty KEY would delete everything: name a prefix");
        }
        var bytes = Typed.key(key);
        var range = isPrefix ? KeyRange.startingWith(bytes) : KeyRange.of(bytes);
        var command = spec.commandLine();
        try (var group = options.converse(command.getErr())) {
            var deleted = group.keys("deleting", keys -> keys.delete(range));
            command.getOut().print(text(deleted));
            command.getOut().flush();
            if (deleted.count() == 0) {
                throw Pairs.none(key, isPrefix);
            }
            return ExitCode.OK;
        }
    }

    private String text(Answer.Deleted answer) {
        var deleted = answer.count();
        var revision = answer.origin().revision();
        return switch (options.output(Output.SIMPLE)) {
            case SIMPLE -> "deleted %d %s%n".formatted(deleted, deleted == 1 ? "key" : "keys");
            case TABLE -> {
                var table = new Table("deleted", "revision");
                table.row(Long.toString(deleted), Long.toString(revision));
                yield table.text();
            }
            case JSON ->
                    Json.text(Json.object().put("deleted", deleted).put("revision", revision))
                            + "\n";
        };
    }
}
