package io.balsa.cli.keys;

import com.google.protobuf.ByteString;

import io.balsa.cli.console.ExitCode;
import io.balsa.cli.console.Failure;
import io.balsa.cli.console.Json;
import io.balsa.cli.console.Output;
import io.balsa.cli.console.Table;
import io.balsa.cli.keys.Pairs.Part;
import io.balsa.cli.member.AnswerOptions;
import io.balsa.client.Answer;
import io.balsa.client.Expected;
import io.balsa.wire.v1.Pair;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.Optional;
import java.util.concurrent.Callable;

/// `balsa cas KEY VALUE`.
@Command(
        name = "cas",
        description = {
            "Writes a key if it is as expected (compare-and-set), exactly once.",
            "Ends with 1 and says what is there when it is not as expected."
        })
public final class CasCommand implements Callable<Integer> {
    private static final Failure.Story NOT_AS_EXPECTED =
            new Failure.Story("not_as_expected", null, "", false);

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "KEY", description = "Any text but the empty one.")
    private String key = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "VALUE", description = Typed.DESCRIPTION)
    private @Nullable String value;

    @Option(names = "--delete", description = "Delete the key instead of writing VALUE.")
    private boolean isDelete;

    @ArgGroup(multiplicity = "1", heading = "How the key has to be, one of:%n")
    private Condition condition = new Condition();

    @Mixin private AnswerOptions options = new AnswerOptions();

    /// What is expected.
    static final class Condition {
        @Option(names = "--if-absent", required = true, description = "It is not there.")
        private boolean isAbsent;

        @Option(
                names = "--if-version",
                required = true,
                paramLabel = "COUNT",
                description =
                        "It was written so often since it was created ('balsa get -o table').")
        private @Nullable Long version;

        @Option(
                names = "--if-revision",
                required = true,
                paramLabel = "REVISION",
                description = "It was last written at this revision.")
        private @Nullable Long revision;

        @Option(
                names = "--if-value",
                required = true,
                paramLabel = "TEXT",
                description = "It has this value.")
        private @Nullable String value;

        Expected expected() {
            if (version != null) {
                return new Expected.Version(atLeastOne("--if-version", version));
            }
            if (revision != null) {
                return new Expected.ModRevision(atLeastOne("--if-revision", revision));
            }
            return isAbsent || value == null
                    ? new Expected.Absent()
                    : new Expected.Value(Typed.text("--if-value", value));
        }

        private static long atLeastOne(String option, long number) {
            if (number < 1) {
                throw Failure.usage(
                        "%s must be at least 1, not %d; --if-absent is for keys that are not there"
                                .formatted(option, number));
            }
            return number;
        }
    }

    @Override
    public Integer call() {
        var name = Typed.key(key);
        var update = update();
        var expected = condition.expected();
        var command = spec.commandLine();
        try (var group = options.converse(command.getErr())) {
            var swapped = group.keys("writing", keys -> keys.compareAndSet(name, expected, update));
            command.getOut().print(text(swapped));
            command.getOut().flush();
            if (!swapped.succeeded()) {
                throw Failure.of(ExitCode.FAILED, remark(swapped), NOT_AS_EXPECTED, null);
            }
            return ExitCode.OK;
        }
    }

    private Optional<ByteString> update() {
        if (isDelete == (value != null)) {
            throw Failure.usage("either name a VALUE to write or say --delete");
        }
        return value == null ? Optional.empty() : Optional.of(Typed.value(value));
    }

    private String text(Answer.Swapped swapped) {
        var revision = swapped.origin().revision();
        return switch (options.output(Output.SIMPLE)) {
            case SIMPLE -> swapped.succeeded() ? "ok, revision %d%n".formatted(revision) : "";
            case TABLE -> {
                var table = new Table("key", "succeeded", "revision");
                table.row(key, Boolean.toString(swapped.succeeded()), Long.toString(revision));
                yield table.text();
            }
            case JSON -> {
                var json = Json.object().put("succeeded", swapped.succeeded());
                json.put("revision", revision);
                swapped.actual()
                        .ifPresent(pair -> Pairs.put(json.putObject("actual"), pair, Part.PAIR));
                yield Json.text(json) + "\n";
            }
        };
    }

    private String remark(Answer.Swapped swapped) {
        return swapped.actual()
                .map(this::remark)
                .orElseGet(() -> "not written: '%s' is not there".formatted(key));
    }

    private String remark(Pair actual) {
        return "not written: '%s' is '%s', version %d, last written at revision %d"
                .formatted(
                        key,
                        Bytes.text(actual.getValue()),
                        actual.getVersion(),
                        actual.getModRevision());
    }
}
