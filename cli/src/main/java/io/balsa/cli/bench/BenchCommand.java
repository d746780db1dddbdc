package io.balsa.cli.bench;

import com.google.protobuf.ByteString;

import io.balsa.cli.console.ExitCode;
import io.balsa.cli.console.Failure;
import io.balsa.cli.console.Json;
import io.balsa.cli.console.Terminal;
import io.balsa.cli.member.ConnectionOptions;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

/// `balsa bench put|get`.
@Command(
        name = "bench",
        description = {
            "Measures put or get against Balsa, or any server that speaks etcd's v3 KV service.",
            "A closed loop: a number of clients each wait for their answer before they ask again."
        })
public final class BenchCommand implements Callable<Integer> {
    enum Operation {
        PUT,
        GET
    }

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "put|get", description = "What to measure.")
    private Operation operation = Operation.PUT;

    @Mixin private ConnectionOptions endpoints = new ConnectionOptions();

    @Mixin private LoadOptions load = new LoadOptions();

    @Mixin private WorkloadOptions workload = new WorkloadOptions();

    @Option(names = "--json", description = "Print JSON for programs.")
    private boolean json;

    @Option(names = "--progress", description = "Tell how it goes also where no one is watching.")
    private boolean progress;

    @Option(
            names = "--interleave",
            paramLabel = "NAME=ENDPOINTS,NAME=ENDPOINTS",
            description = "Compare several targets in alternating rounds, instead of --endpoints.")
    private String interleave = "";

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "Rounds of --interleave (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Override
    public Integer call() throws InterruptedException {
        return interleave.isEmpty() ? one() : compare(Target.parseAll(interleave));
    }

    private int one() throws InterruptedException {
        var target = new Target("target", endpoints.endpoints());
        var plan = plan(target.endpoints().size());
        var result = new Run(target, plan, progress()).result();
        if (json) {
            var text = ResultJson.of(plan);
            text.setAll(ResultJson.of(result));
            out().println(Json.text(text));
        } else {
            out().print(ResultText.of(result, plan));
        }
        out().flush();
        return result.answers() > 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private int compare(List<Target> targets) throws InterruptedException {
        if (rounds < 1 || targets.size() < 2) {
            throw Failure.usage("--interleave takes at least two targets, and --rounds 1 or more");
        }
        var all = new ArrayList<List<Result>>();
        var endpointsMax = targets.stream().mapToInt(t -> t.endpoints().size()).max().orElse(1);
        var plan = plan(endpointsMax);
        for (var round = 0; round < rounds; round++) {
            all.add(round(targets, plan, round));
        }
        var names = targets.stream().map(Target::name).toList();
        var comparison = new Comparison(names, all);
        if (json) {
            var text = ResultJson.of(plan);
            text.setAll(comparison.json());
            out().println(Json.text(text));
        } else {
            out().print(comparison.text());
        }
        out().flush();
        return ExitCode.OK;
    }

    /// Every other round takes the targets backwards: what one leaves behind must not always meet
    /// the same other.
    private List<Result> round(List<Target> targets, Plan plan, int round)
            throws InterruptedException {
        var order = round % 2 == 0 ? targets : targets.reversed();
        var results = new ArrayList<Result>();
        for (var target : order) {
            results.add(new Run(target, round == 0 ? plan : plan.filled(), progress()).result());
        }
        return round % 2 == 0 ? results : results.reversed();
    }

    private Plan plan(int endpointCount) {
        var space = workload.space();
        var value = value();
        return switch (operation) {
            case PUT ->
                    new Plan(
                            new Workload.Puts(space, value),
                            null,
                            load.load(endpointCount),
                            load.length(),
                            endpoints.security());
            case GET ->
                    new Plan(
                            new Workload.Gets(space, workload.serializable()),
                            workload.fill() ? new Workload.Fill(space, value) : null,
                            load.load(endpointCount),
                            load.length(),
                            endpoints.security());
        };
    }

    /// Random, so that nothing on the way can compress it; always the same, so that runs compare.
    private ByteString value() {
        var value = new byte[workload.valueBytes()];
        new Random(1).nextBytes(value);
        return ByteString.copyFrom(value);
    }

    private Progress progress() {
        var style =
                Terminal.isThere()
                        ? Progress.Style.ONE_LINE
                        : progress ? Progress.Style.LINES : Progress.Style.NONE;
        return new Progress(spec.commandLine().getErr(), style);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
