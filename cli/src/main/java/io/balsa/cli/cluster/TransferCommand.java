package io.balsa.cli.cluster;

import io.balsa.cli.console.ExitCode;
import io.balsa.cli.console.Json;
import io.balsa.cli.console.Output;
import io.balsa.cli.console.Table;
import io.balsa.cli.member.AnswerOptions;
import io.balsa.wire.v1.MemberStatus;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.Comparator;
import java.util.concurrent.Callable;

/// `balsa cluster transfer`.
@Command(
        name = "transfer",
        description = "Hands leadership over to a voter, or to whoever is the most up to date.")
public final class TransferCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "ID", description = "Who is to lead.")
    private long to;

    @Mixin private AnswerOptions options = new AnswerOptions();

    @Override
    public Integer call() {
        var command = spec.commandLine();
        try (var group = options.converse(command.getErr())) {
            Checks.transfer(Checks.look(group, options.timeout()), to);
            var transfer =
                    group.admin(
                            "handing over",
                            admin -> to == 0 ? admin.transfer() : admin.transfer(to));
            var leader =
                    transfer.hasLeader()
                            ? transfer.getLeader().getId()
                            : leader(Checks.look(group, options.timeout()));
            command.getOut().print(text(leader, transfer.getTerm()));
            command.getOut().flush();
            return ExitCode.OK;
        }
    }

    /// The member that led knows that it leads no more, but not always who does.
    private static long leader(Survey survey) {
        return survey.statuses().stream()
                .filter(MemberStatus::hasLeader)
                .max(Comparator.comparingLong(MemberStatus::getTerm))
                .map(status -> status.getLeader().getId())
                .orElse(0L);
    }

    private String text(long leader, long term) {
        return switch (options.output(Output.SIMPLE)) {
            case SIMPLE -> "member %d leads, term %d%n".formatted(leader, term);
            case TABLE -> {
                var table = new Table("leader", "term");
                table.row(Long.toString(leader), Long.toString(term));
                yield table.text();
            }
            case JSON -> Json.text(Json.object().put("leader", leader).put("term", term)) + "\n";
        };
    }
}
