package io.balsa.cli.cluster;

import io.balsa.cli.console.ExitCode;
import io.balsa.cli.console.Failure;
import io.balsa.cli.console.Output;
import io.balsa.cli.member.AnswerOptions;
import io.balsa.wire.v1.MemberAddress;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.List;
import java.util.concurrent.Callable;

/// `balsa cluster init`.
@Command(
        name = "init",
        description = {
            "Founds a group on the one member that --endpoints names: with itself alone, or",
            "with these members, all of them voters. It must belong to no group yet."
        })
public final class InitCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..*",
            paramLabel = "ID=HOST:PORT",
            converter = Addresses.class,
            description = "Members, and where the others reach them; that one among them.")
    private List<MemberAddress> members = List.of();

    @Mixin private AnswerOptions options = new AnswerOptions();

    @Override
    public Integer call() {
        var endpoints = options.connection().endpoints();
        if (endpoints.size() != 1) {
            throw Failure.usage(
                    "init is for one member, which founds the group: name it with --endpoints");
        }
        var command = spec.commandLine();
        try (var group = options.converse(command.getErr())) {
            var membership =
                    group.admin(
                            "founding the group",
                            admin -> admin.init(endpoints.getFirst(), members));
            command.getOut().print(Words.membership(membership, options.output(Output.TABLE)));
            command.getOut().flush();
            return ExitCode.OK;
        }
    }
}
