package io.balsa.cli.keys;

import com.google.protobuf.ByteString;

import io.balsa.cli.console.ExitCode;
import io.balsa.cli.console.Failure;
import io.balsa.cli.console.Output;
import io.balsa.cli.keys.Pairs.Part;
import io.balsa.cli.member.AnswerOptions;
import io.balsa.client.Answer;
import io.balsa.client.KeyRange;
import io.balsa.client.RangeQuery;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/// `balsa get KEY`.
@Command(
        name = "get",
        description = {
            "Reads a key, or all that start with it. Ends with 1 when there is none.",
            "Simple output is the value alone; with --prefix, key, tab and value on a line each."
        })
public final class GetCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "KEY", description = "The key; with --prefix, its beginning.")
    private String key = "";

    @Option(names = "--prefix", description = "Read all keys that start with KEY, in order.")
    private boolean isPrefix;

    @Option(
            names = "--raw",
            description = "The bytes of the value and nothing else, no end of line either.")
    private boolean isRaw;

    @Mixin private LimitOption limit = new LimitOption();

    @Mixin private ConsistencyOption consistency = new ConsistencyOption();

    @Mixin private AnswerOptions options = new AnswerOptions();

    @Override
    public Integer call() {
        if (isRaw && (isPrefix || options.output(Output.SIMPLE) != Output.SIMPLE)) {
            throw Failure.usage("--raw is for the value of one key: leave --prefix and -o out");
        }
        var bytes = isPrefix ? Typed.text("KEY", key) : Typed.key(key);
        var query =
                RangeQuery.of(isPrefix ? KeyRange.startingWith(bytes) : KeyRange.of(bytes))
                        .limited(limit.limit())
                        .with(consistency.consistency());
        var command = spec.commandLine();
        try (var group = options.converse(command.getErr())) {
            var page = group.keys("reading", keys -> keys.range(query));
            print(page, command);
            if (page.count() == 0) {
                throw Pairs.none(key, isPrefix);
            }
            return ExitCode.OK;
        }
    }

    private void print(Answer.Page page, CommandLine command) {
        var output = options.output(Output.SIMPLE);
        if (isRaw) {
            page.pairs().forEach(pair -> write(pair.getValue()));
            return;
        }
        command.getOut().print(Pairs.text(page, output, isPrefix ? Part.PAIR : Part.VALUE));
        command.getOut().flush();
        Pairs.explain(page, output, command.getErr());
    }

    /// What else is printed is text.
    private static void write(ByteString value) {
        System.out.writeBytes(value.toByteArray());
        System.out.flush();
    }
}
