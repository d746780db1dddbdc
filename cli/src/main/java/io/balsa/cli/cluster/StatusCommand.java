package io.balsa.cli.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;

import io.balsa.cli.cluster.Survey.Report;
import io.balsa.cli.console.ExitCode;
import io.balsa.cli.console.Failure;
import io.balsa.cli.console.Json;
import io.balsa.cli.console.Output;
import io.balsa.cli.console.Table;
import io.balsa.cli.console.Waiting;
import io.balsa.cli.member.AnswerOptions;
import io.balsa.cli.member.Remedies;
import io.balsa.client.Endpoint;
import io.balsa.wire.v1.MemberStatus;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.time.Duration;
import java.util.concurrent.Callable;

/// `balsa status`, and the same under `balsa cluster`.
@Command(
        name = "status",
        description = {
            "Shows how each member sees itself, and how the leader sees all members.",
            "Ends with 1 when one does not answer or none leads, with 3 when none answers."
        })
public final class StatusCommand implements Callable<Integer> {
    /// Nobody waits longer for a member that is down.
    private static final Duration PATIENCE_MAX = Duration.ofSeconds(2);

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private AnswerOptions options = new AnswerOptions();

    @Override
    public Integer call() {
        var command = spec.commandLine();
        try (var group = options.converse(command.getErr())) {
            var time = options.timeout();
            var survey =
                    group.ask(
                            () -> Waiting.Step.of("asking all members"),
                            Survey.of(
                                    group, time.compareTo(PATIENCE_MAX) < 0 ? time : PATIENCE_MAX));
            command.getOut()
                    .print(
                            switch (options.output(Output.TABLE)) {
                                case SIMPLE, TABLE -> table(survey) + members(survey);
                                case JSON -> Json.text(json(survey)) + "\n";
                            });
            command.getOut().flush();
            complain(survey);
            return ExitCode.OK;
        }
    }

    static String table(Survey survey) {
        var table =
                new Table(
                        "endpoint",
                        "member",
                        "role",
                        "leader",
                        "term",
                        "commit",
                        "applied",
                        "last",
                        "ready");
        for (var report : survey.reports()) {
            switch (report) {
                case Report.Known(var endpoint, var status) -> table.row(row(endpoint, status));
                case Report.Silent(var endpoint, var reason) ->
                        table.row(endpoint.toString(), "-", reason, "-", "-", "-", "-", "-", "-");
            }
        }
        return table.text();
    }

    private static String[] row(Endpoint endpoint, MemberStatus status) {
        return new String[] {
            endpoint.toString(),
            Long.toString(status.getSelf().getId()),
            Words.role(status.getRole()),
            status.hasLeader() ? Long.toString(status.getLeader().getId()) : "none",
            Long.toString(status.getTerm()),
            Long.toString(status.getCommitIndex()),
            Long.toString(status.getAppliedIndex()),
            Long.toString(status.getLastEntry().getIndex()),
            status.getReady() ? "yes" : "no"
        };
    }

    private static String members(Survey survey) {
        return survey.leader()
                .map(leader ->
                        "%nMembers as the leader sees them:%n%n%s"
                                .formatted(
                                        Words.members(
                                                leader.getMembership(), leader.getSelf().getId())))
                .orElse("");
    }

    static ArrayNode json(Survey survey) {
        var all = Json.array();
        for (var report : survey.reports()) {
            var member = all.addObject().put("endpoint", report.endpoint().toString());
            switch (report) {
                case Report.Known(_, var status) -> {
                    member.put("member", status.getSelf().getId());
                    member.put("role", Words.role(status.getRole()));
                    if (status.hasLeader()) {
                        member.put("leader", status.getLeader().getId());
                    }
                    member.put("term", status.getTerm())
                            .put("commit_index", status.getCommitIndex())
                            .put("applied_index", status.getAppliedIndex())
                            .put("last_index", status.getLastEntry().getIndex())
                            .put("ready", status.getReady())
                            .put("version", status.getVersion());
                    member.set("membership", Words.json(status.getMembership()));
                }
                case Report.Silent(_, var reason) -> member.put("unreachable", reason);
            }
        }
        return all;
    }

    /// @throws Failure unless all answer and one leads
    private static void complain(Survey survey) {
        if (survey.statuses().isEmpty()) {
            throw Remedies.nobody(survey.reports().stream().map(Survey::words).toList());
        }
        for (var report : survey.reports()) {
            if (report instanceof Report.Silent(var endpoint, var reason)) {
                throw Failure.failed("%s does not answer: %s".formatted(endpoint, reason))
                        .at(endpoint.toString())
                        .remedy("Is it running, and is that its port for clients?");
            }
        }
        if (survey.leader().isEmpty()) {
            throw Failure.failed("no member leads: " + survey.words())
                    .remedy("More than half of the voters must be up and reach each other.");
        }
    }
}
