package io.balsa.cli.keys;

import com.google.protobuf.ByteString;

import io.balsa.cli.console.ExitCode;
import io.balsa.cli.console.Output;
import io.balsa.cli.member.AnswerOptions;
import io.balsa.client.Answer;
import io.balsa.client.KeyRange;
import io.balsa.client.RangeQuery;

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

    @Mixin private LimitOption limit = new LimitOption();

    @Mixin private ConsistencyOption consistency = new ConsistencyOption();

    @Mixin private AnswerOptions options = new AnswerOptions();

    @Override
    public Integer call() {
        var bytes = ByteString.copyFromUtf8(key);
        var query =
                RangeQuery.of(isPrefix ? KeyRange.startingWith(bytes) : KeyRange.of(bytes))
                        .limited(limit.limit())
                        .with(consistency.consistency());
        var command = spec.commandLine();
        try (var group = options.converse(command.getErr())) {
            var page = group.keys("reading", keys -> keys.range(query));
            command.getOut().print(Pairs.text(page, options.output(Output.SIMPLE), isPrefix));
            command.getOut().flush();
            command.getErr().print(remark(page));
            command.getErr().flush();
            return page.count() > 0 ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private String remark(Answer.Page page) {
        if (page.count() == 0) {
            return isPrefix
                    ? "no key starts with '%s'%n".formatted(key)
                    : "'%s' is not there%n".formatted(key);
        }
        return Pairs.rest(page);
    }
}
