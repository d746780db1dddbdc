package io.balsa.cli.cluster;

import io.balsa.cli.console.ExitCode;
import io.balsa.cli.console.Output;
import io.balsa.cli.member.AnswerOptions;
import io.balsa.wire.v1.RemoveRequest;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.List;
import java.util.concurrent.Callable;

/// `balsa cluster remove`.
@Command(
        name = "remove",
        description = {
            "Removes voters or learners for good: their ids are never used again.",
            "A leader that is removed hands leadership on. Stop the processes afterwards."
        })
public final class RemoveCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "ID", description = "Members.")
    private List<Long> members = List.of();

    @Option(
            names = "--force",
            description = "Even if too few of the others can be heard to form a majority.")
    private boolean isForced;

    @Mixin private AnswerOptions options = new AnswerOptions();

    @Override
    public Integer call() {
        var command = spec.commandLine();
        try (var group = options.converse(command.getErr())) {
            if (!isForced) {
                Checks.removal(Checks.look(group, options.timeout()), members);
            }
            var request = RemoveRequest.newBuilder().addAllMembers(members).build();
            var membership = group.admin("removing", admin -> admin.remove(request));
            command.getOut().print(Words.membership(membership, options.output(Output.TABLE)));
            command.getOut().flush();
            return ExitCode.OK;
        }
    }
}
