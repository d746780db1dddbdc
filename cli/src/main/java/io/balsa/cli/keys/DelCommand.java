package io.balsa.cli.keys;

import com.google.protobuf.ByteString;

import io.balsa.cli.console.ExitCode;
import io.balsa.cli.console.Failure;
import io.balsa.cli.console.Json;
import io.balsa.cli.console.Table;
import io.balsa.wire.etcd.DeleteRangeRequest;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/// `balsa del KEY`.
@Command(
        name = "del",
        description = "Deletes a key, or all that start with it. Ends with 1 when there was none.")
public final class DelCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "KEY", description = "The key; with --prefix, its beginning.")
    private String key = "";

    @Option(names = "--prefix", description = "Delete all keys that start with KEY.")
    private boolean isPrefix;

    @Mixin private ClientOptions options = new ClientOptions();

    @Override
    public Integer call() {
        if (isPrefix && key.isEmpty()) {
            throw Failure.usage(
                    "--prefix with an empty KEY would delete everything: name a prefix");
        }
        var bytes = ByteString.copyFromUtf8(key);
        var range = isPrefix ? KeyRange.startingWith(bytes) : KeyRange.one(bytes);
        var request =
                DeleteRangeRequest.newBuilder()
                        .setKey(range.first())
                        .setRangeEnd(range.end())
                        .build();
        try (var client = options.connect()) {
            var answer = client.delete(request);
            var deleted = answer.getDeleted();
            var out = spec.commandLine().getOut();
            out.print(text(deleted, answer.getHeader().getRevision()));
            out.flush();
            return deleted > 0 ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private String text(long deleted, long revision) {
        return switch (options.output()) {
            case SIMPLE -> "deleted %d %s%n".formatted(deleted, deleted == 1 ? "key" : "keys");
            case TABLE -> {
                var table = new Table("deleted", "revision");
                table.row(Long.toString(deleted), Long.toString(revision));
                yield table.text();
            }
            case JSON ->
                    Json.text(Json.object().put("deleted", deleted).put("revision", revision))
                            + "\n";
        };
    }
}
