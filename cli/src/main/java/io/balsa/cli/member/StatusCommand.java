package io.balsa.cli.member;

import com.fasterxml.jackson.databind.node.ArrayNode;

import io.balsa.cli.console.DurationConverter;
import io.balsa.cli.console.ExitCode;
import io.balsa.cli.console.Json;
import io.balsa.cli.console.Output;
import io.balsa.cli.console.Table;
import io.balsa.cli.member.StateReader.Report;
import io.balsa.client.Endpoint;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/// `balsa status`.
@Command(
        name = "status",
        description = {
            "Shows how each member sees itself.",
            "Ends with 1 when one does not answer or none leads, with 3 when none answers."
        })
public final class StatusCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ConnectionOptions endpoints = new ConnectionOptions();

    @Option(
            names = {"-o", "--output"},
            defaultValue = "table",
            description = "table or json; simple is the table (default: ${DEFAULT-VALUE}).")
    private Output output = Output.TABLE;

    @Option(
            names = "--timeout",
            defaultValue = "2s",
            converter = DurationConverter.class,
            paramLabel = "DURATION",
            description = "How long a member may take to answer (default: 2s).")
    private Duration timeout = Duration.ZERO;

    @Override
    public Integer call() {
        var asked = endpoints.endpoints();
        try (var reader = new StateReader(timeout)) {
            var reports = reader.reports(asked);
            var out = spec.commandLine().getOut();
            out.print(
                    switch (output) {
                        case SIMPLE, TABLE -> table(asked, reports);
                        case JSON -> Json.text(json(asked, reports)) + "\n";
                    });
            out.flush();
            return exitCode(reports);
        }
    }

    static String table(List<Endpoint> asked, List<Report> reports) {
        var table =
                new Table(
                        "endpoint",
                        "member",
                        "role",
                        "leader",
                        "term",
                        "revision",
                        "commit",
                        "applied",
                        "last");
        for (var i = 0; i < asked.size(); i++) {
            var endpoint = asked.get(i).toString();
            switch (reports.get(i)) {
                case Report.Known(var state) -> table.row(row(endpoint, state));
                case Report.Unknown(var reason) ->
                        table.row(endpoint, "-", reason, "-", "-", "-", "-", "-", "-");
            }
        }
        return table.text();
    }

    private static String[] row(String endpoint, MemberState state) {
        var position = state.position();
        return new String[] {
            endpoint,
            Long.toString(state.id()),
            state.role(),
            state.leader().isPresent() ? Long.toString(state.leader().getAsLong()) : "none",
            Long.toString(position.term()),
            Long.toString(position.revision()),
            Long.toString(position.commit()),
            Long.toString(position.applied()),
            Long.toString(position.last())
        };
    }

    static ArrayNode json(List<Endpoint> asked, List<Report> reports) {
        var all = Json.array();
        for (var i = 0; i < asked.size(); i++) {
            var member = all.addObject().put("endpoint", asked.get(i).toString());
            switch (reports.get(i)) {
                case Report.Known(var state) -> {
                    member.put("member", state.id()).put("role", state.role());
                    state.leader().ifPresent(leader -> member.put("leader", leader));
                    var position = state.position();
                    member.put("term", position.term())
                            .put("revision", position.revision())
                            .put("commit_index", position.commit())
                            .put("applied_index", position.applied())
                            .put("last_index", position.last());
                    var voters = member.putArray("voters");
                    state.voters().forEach(voters::add);
                }
                case Report.Unknown(var reason) -> member.put("unreachable", reason);
            }
        }
        return all;
    }

    private static int exitCode(List<Report> reports) {
        var known = reports.stream().filter(Report.Known.class::isInstance).toList();
        if (known.isEmpty()) {
            return ExitCode.UNREACHABLE;
        }
        var isLed = known.stream().anyMatch(r -> r instanceof Report.Known(var s) && s.isLeader());
        return isLed && known.size() == reports.size() ? ExitCode.OK : ExitCode.FAILED;
    }
}
