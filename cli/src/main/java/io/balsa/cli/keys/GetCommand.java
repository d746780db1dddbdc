package io.balsa.cli.keys;

import com.google.protobuf.ByteString;

import io.balsa.cli.console.ExitCode;
import io.balsa.cli.console.Failure;
import io.balsa.cli.member.Consistency;
import io.balsa.wire.etcd.RangeRequest;
import io.balsa.wire.etcd.RangeResponse;

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

    @Option(names = "--limit", description = "At most so many keys (default: all).")
    private long limit;

    @Option(
            names = "--consistency",
            defaultValue = "linearizable",
            description = {
                "linearizable sees every write that was acknowledged before;",
                "serializable what the asked member has, even without a leader",
                "(default: ${DEFAULT-VALUE})."
            })
    private Consistency consistency = Consistency.LINEARIZABLE;

    @Mixin private ClientOptions options = new ClientOptions();

    @Override
    public Integer call() {
        if (limit < 0) {
            throw Failure.usage("--limit must be at least 1, not " + limit);
        }
        try (var client = options.connect()) {
            var answer = client.range(request());
            print(answer);
            return answer.getKvsCount() > 0 ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private RangeRequest request() {
        var bytes = ByteString.copyFromUtf8(key);
        var range = isPrefix ? KeyRange.startingWith(bytes) : KeyRange.one(bytes);
        return RangeRequest.newBuilder()
                .setKey(range.first())
                .setRangeEnd(range.end())
                .setLimit(limit)
                .setSerializable(consistency == Consistency.SERIALIZABLE)
                .build();
    }

    private void print(RangeResponse answer) {
        var out = spec.commandLine().getOut();
        out.print(
                switch (options.output()) {
                    case SIMPLE -> Pairs.simple(answer, isPrefix);
                    case TABLE -> Pairs.table(answer);
                    case JSON -> Pairs.json(answer);
                });
        out.flush();
        var err = spec.commandLine().getErr();
        if (answer.getKvsCount() == 0) {
            err.println(
                    isPrefix
                            ? "no key starts with '%s'".formatted(key)
                            : "'%s' is not there".formatted(key));
        } else if (answer.getMore()) {
            err.printf("and %,d more: raise --limit%n", answer.getCount() - answer.getKvsCount());
        }
    }
}
