package io.balsa.cli.member;

import io.balsa.client.Endpoint;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

import java.util.List;

/// The option `--endpoints`.
public final class EndpointOption {
    /// Where the members of `balsa demo` listen.
    private static final String DEFAULT = "127.0.0.1:2379,127.0.0.1:22379,127.0.0.1:32379";

    @Option(
            names = {"-e", "--endpoints"},
            split = ",",
            defaultValue = DEFAULT,
            converter = EndpointOption.Converter.class,
            paramLabel = "HOST:PORT",
            description = "Members to ask, the first that answers (default: those of the demo).")
    private List<Endpoint> endpoints = List.of();

    /// In the order given; at least one.
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    /// Reads an [Endpoint].
    static final class Converter implements ITypeConverter<Endpoint> {
        @Override
        public Endpoint convert(String text) {
            try {
                return Endpoint.parse(text);
            } catch (IllegalArgumentException failure) {
                throw new TypeConversionException(failure.getMessage());
            }
        }
    }
}
