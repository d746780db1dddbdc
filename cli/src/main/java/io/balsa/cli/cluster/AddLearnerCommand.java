package io.balsa.cli.cluster;

import io.balsa.cli.console.DurationConverter;
import io.balsa.cli.console.ExitCode;
import io.balsa.cli.console.Output;
import io.balsa.cli.member.AnswerOptions;
import io.balsa.wire.v1.AddLearnerRequest;
import io.balsa.wire.v1.MemberAddress;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.time.Duration;
import java.util.concurrent.Callable;

/// `balsa cluster add-learner`.
@Command(
        name = "add-learner",
        description = {
            "Adds a member that receives the log and does not vote, and waits until it has",
            "caught up. The address of one that is a learner already is changed."
        })
public final class AddLearnerCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "ID=HOST:PORT",
            converter = Addresses.class,
            description = "The member, and where the others reach it.")
    private MemberAddress member = MemberAddress.getDefaultInstance();

    @Option(names = "--promote", description = "Make it a voter as soon as it has caught up.")
    private boolean isPromoted;

    @Option(names = "--no-wait", description = "Do not wait until it has caught up.")
    private boolean isLeftAlone;

    @Option(
            names = "--catch-up-within",
            defaultValue = "60s",
            converter = DurationConverter.class,
            paramLabel = "DURATION",
            description = "How long to wait for that (default: ${DEFAULT-VALUE}).")
    private Duration within = Duration.ZERO;

    @Mixin private AnswerOptions options = new AnswerOptions();

    @Override
    public Integer call() {
        var command = spec.commandLine();
        try (var group = options.converse(command.getErr())) {
            var request =
                    AddLearnerRequest.newBuilder()
                            .setMember(member)
                            .setAutoPromote(isPromoted)
                            .build();
            var membership = group.admin("adding", admin -> admin.addLearner(request));
            if (!isLeftAlone) {
                var catchUp = new CatchUp(group, member.getId(), isPromoted);
                membership = catchUp.await(within);
            }
            command.getOut().print(Words.membership(membership, options.output(Output.TABLE)));
            command.getOut().flush();
            return ExitCode.OK;
        }
    }
}
