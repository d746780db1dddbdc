package io.balsa.benchmarks.group;

import io.balsa.benchmarks.group.balsa.BalsaInMemory;
import io.balsa.benchmarks.group.balsa.BalsaOverGrpc;
import io.balsa.benchmarks.group.bare.BareInMemory;
import io.balsa.benchmarks.group.bare.BarePipeline;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Everybody who can take part: those of this module, and other libraries when the class path has
/// them.
final class Contenders {
    private Contenders() {}

    private static final List<Contender> OWN =
            List.of(
                    new BalsaInMemory(),
                    new BalsaOverGrpc(false),
                    new BalsaOverGrpc(true),
                    new BarePipeline(false),
                    new BarePipeline(true),
                    new BareInMemory());

    static Contender named(String name) {
        return all().filter(contender -> contender.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "nobody is called %s; there are %s"
                                        .formatted(name, all().map(Contender::name).toList())));
    }

    private static Stream<Contender> all() {
        var others = ServiceLoader.load(Contender.class);
        return Stream.concat(OWN.stream(), StreamSupport.stream(others.spliterator(), false));
    }
}
