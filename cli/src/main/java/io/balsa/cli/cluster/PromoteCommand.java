package io.balsa.cli.cluster;

import io.balsa.cli.console.ExitCode;
import io.balsa.cli.console.Output;
import io.balsa.cli.member.AnswerOptions;
import io.balsa.wire.v1.PromoteRequest;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.List;
import java.util.concurrent.Callable;

/// `balsa cluster promote`.
@Command(
        name = "promote",
        description =
                "Makes learners vote, once they have caught up. Whoever votes already stays so.")
public final class PromoteCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "ID", description = "Learners.")
    private List<Long> learners = List.of();

    @Mixin private AnswerOptions options = new AnswerOptions();

    @Override
    public Integer call() {
        var command = spec.commandLine();
        try (var group = options.converse(command.getErr())) {
            Checks.promotion(Checks.look(group, options.timeout()), learners);
            var request = PromoteRequest.newBuilder().addAllLearners(learners).build();
            var membership = group.admin("promoting", admin -> admin.promote(request));
            command.getOut().print(Words.membership(membership, options.output(Output.TABLE)));
            command.getOut().flush();
            return ExitCode.OK;
        }
    }
}
