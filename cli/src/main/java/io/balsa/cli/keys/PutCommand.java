package io.balsa.cli.keys;

import com.google.protobuf.ByteString;

import io.balsa.cli.console.ExitCode;
import io.balsa.cli.console.Json;
import io.balsa.cli.console.Table;
import io.balsa.wire.etcd.PutRequest;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.concurrent.Callable;

/// `balsa put KEY VALUE`.
@Command(name = "put", description = "Writes a key.")
public final class PutCommand implements Callable<Integer> {
    private static final String STDIN = "-";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "KEY", description = "Any text but the empty one.")
    private String key = "";

    @Parameters(
            index = "1",
            paramLabel = "VALUE",
            description = "Any text; - takes the bytes of the standard input.")
    private String value = "";

    @Mixin private ClientOptions options = new ClientOptions();

    @Override
    public Integer call() throws IOException {
        var request =
                PutRequest.newBuilder()
                        .setKey(ByteString.copyFromUtf8(key))
                        .setValue(value())
                        .build();
        try (var client = options.connect()) {
            var revision = client.put(request).getHeader().getRevision();
            var out = spec.commandLine().getOut();
            out.print(
                    switch (options.output()) {
                        case SIMPLE -> "ok, revision %d%n".formatted(revision);
                        case TABLE -> {
                            var table = new Table("key", "revision");
                            table.row(key, Long.toString(revision));
                            yield table.text();
                        }
                        case JSON -> Json.text(Json.object().put("revision", revision)) + "\n";
                    });
            out.flush();
        }
        return ExitCode.OK;
    }

    private ByteString value() throws IOException {
        return value.equals(STDIN)
                ? ByteString.readFrom(System.in)
                : ByteString.copyFromUtf8(value);
    }
}
