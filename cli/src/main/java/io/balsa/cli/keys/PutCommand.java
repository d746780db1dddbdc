package io.balsa.cli.keys;

import io.balsa.cli.console.ExitCode;
import io.balsa.cli.console.Json;
import io.balsa.cli.console.Output;
import io.balsa.cli.console.Table;
import io.balsa.cli.member.AnswerOptions;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/// `balsa put KEY VALUE`.
@Command(
        name = "put",
        description = {
            "Writes a key, exactly once however often it has to be sent.",
            "After a failure, the exit code says whether it may have happened."
        })
public final class PutCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "KEY", description = "Any text but the empty one.")
    private String key = "";

    @Parameters(index = "1", paramLabel = "VALUE", description = Typed.DESCRIPTION)
    private String value = "";

    @Mixin private AnswerOptions options = new AnswerOptions();

    @Override
    public Integer call() {
        var name = Typed.key(key);
        var bytes = Typed.value(value);
        var command = spec.commandLine();
        try (var group = options.converse(command.getErr())) {
            var put = group.keys("writing", keys -> keys.put(name, bytes));
            command.getOut().print(text(put.origin().revision()));
            command.getOut().flush();
        }
        return ExitCode.OK;
    }

    private String text(long revision) {
        return switch (options.output(Output.SIMPLE)) {
            case SIMPLE -> "ok, revision %d%n".formatted(revision);
            case TABLE -> {
                var table = new Table("key", "revision");
                table.row(key, Long.toString(revision));
                yield table.text();
            }
            case JSON -> Json.text(Json.object().put("revision", revision)) + "\n";
        };
    }
}
