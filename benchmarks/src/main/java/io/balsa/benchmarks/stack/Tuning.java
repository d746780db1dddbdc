package io.balsa.benchmarks.stack;

import java.util.Locale;

/// How one side uses gRPC on Netty.
///
/// @param loops event loop threads
/// @param direct whether calls are handled on the event loop, or on gRPC's default thread pool
record Tuning(NettyIo io, int loops, boolean direct) {
    static final Tuning DEFAULT = new Tuning(NettyIo.EPOLL, 1, true);

    /// Reads words such as `io=nio`, `loops=2` and `executor=default`. What is not said is as in
    /// [#DEFAULT].
    static Tuning parse(Iterable<String> words) {
        var tuning = DEFAULT;
        for (var word : words) {
            var value = word.substring(word.indexOf('=') + 1);
            tuning =
                    switch (word.substring(0, Math.max(0, word.indexOf('=')))) {
                        case "io" -> tuning.withIo(value);
                        case "loops" ->
                                new Tuning(tuning.io, Integer.parseInt(value), tuning.direct);
                        case "executor" ->
                                new Tuning(tuning.io, tuning.loops, value.equals("direct"));
                        default ->
                                throw new IllegalArgumentException(
                                        "io=, loops= or executor= wanted, not " + word);
                    };
        }
        return tuning;
    }

    private Tuning withIo(String name) {
        return new Tuning(NettyIo.valueOf(name.toUpperCase(Locale.ROOT)), loops, direct);
    }
}
