package io.balsa.cli.keys;

import com.google.protobuf.ByteString;

import io.balsa.cli.console.ExitCode;
import io.balsa.cli.console.Failure;
import io.balsa.cli.console.Json;
import io.balsa.cli.console.Output;
import io.balsa.cli.keys.Pairs.Part;
import io.balsa.cli.member.AnswerOptions;
import io.balsa.client.Answer;
import io.balsa.client.KeyRange;
import io.balsa.client.RangeQuery;
import io.balsa.client.RangeQuery.Content;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/// `balsa range`.
@Command(
        name = "range",
        description = {
            "Reads the keys of a range in order, at one moment: all, unless told otherwise.",
            "Simple output is key, tab and value on a line each. Ends with 1 when there is none."
        })
public final class RangeCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--prefix", paramLabel = "TEXT", description = "Keys that start with this.")
    private @Nullable String prefix;

    @Option(names = "--from", paramLabel = "KEY", description = "This key and those after it.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "KEY", description = "Only keys before this one.")
    private @Nullable String to;

    @Mixin private LimitOption limit = new LimitOption();

    @Option(names = "--keys-only", description = "Leave the values out.")
    private boolean isKeysOnly;

    @Option(names = "--count-only", description = "Only how many there are.")
    private boolean isCountOnly;

    @Mixin private ConsistencyOption consistency = new ConsistencyOption();

    @Mixin private AnswerOptions options = new AnswerOptions();

    @Override
    public Integer call() {
        var query =
                RangeQuery.of(keys())
                        .limited(limit.limit())
                        .with(content())
                        .with(consistency.consistency());
        var command = spec.commandLine();
        try (var group = options.converse(command.getErr())) {
            var page = group.keys("reading", keys -> keys.range(query));
            command.getOut().print(text(page));
            command.getOut().flush();
            if (page.count() == 0) {
                throw Failure.notFound("no key is in that range");
            }
            if (!isCountOnly) {
                Pairs.explain(page, options.output(Output.SIMPLE), command.getErr());
            }
            return ExitCode.OK;
        }
    }

    private KeyRange keys() {
        if (prefix != null) {
            if (from != null || to != null) {
                throw Failure.usage("--prefix is a range of its own: leave --from and --to out");
            }
            return KeyRange.startingWith(Typed.text("--prefix", prefix));
        }
        var first =
                from == null || from.isEmpty() ? KeyRange.ALL.first() : Typed.text("--from", from);
        if (to == null) {
            return KeyRange.from(first);
        }
        var end = Typed.text("--to", to);
        if (ByteString.unsignedLexicographicalComparator().compare(first, end) >= 0) {
            throw Failure.usage("no key is from '%s' on and before '%s'".formatted(from, to));
        }
        return new KeyRange(first, end);
    }

    private Content content() {
        if (isCountOnly) {
            return Content.COUNT;
        }
        return isKeysOnly ? Content.KEYS : Content.PAIRS;
    }

    private String text(Answer.Page page) {
        var output = options.output(Output.SIMPLE);
        if (output == Output.JSON) {
            return isCountOnly
                    ? Json.text(
                                    Json.object()
                                            .put("revision", page.origin().revision())
                                            .put("count", page.count()))
                            + "\n"
                    : Pairs.text(page, output, part());
        }
        if (isCountOnly) {
            return page.count() + "\n";
        }
        return Pairs.text(page, output, part());
    }

    private Part part() {
        return isKeysOnly ? Part.KEY : Part.PAIR;
    }
}
