package io.balsa.cli.member;

import io.balsa.cli.console.Failure;
import io.balsa.client.Backoff;
import io.balsa.client.ClientLimits;
import io.balsa.client.ClientOptions;
import io.balsa.client.Endpoint;
import io.balsa.client.Security;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

import java.time.Duration;
import java.util.List;

/// Whom to ask, and how to reach them: what all commands that talk to members have in common.
public final class ConnectionOptions {
    /// Where the members of `balsa demo` listen.
    private static final String DEFAULT = "127.0.0.1:2379,127.0.0.1:22379,127.0.0.1:32379";

    /// Several members get their turn within the time of a call, however short that is.
    private static final int TRIES = 3;

    private static final Duration ATTEMPT_MAX = Duration.ofSeconds(3);

    @Option(
            names = {"-e", "--endpoints"},
            split = ",",
            defaultValue = DEFAULT,
            converter = ConnectionOptions.Converter.class,
            paramLabel = "HOST:PORT",
            description = "Members to ask, best all of them (default: those of the demo).")
    private List<Endpoint> endpoints = List.of();

    @Mixin private SecurityOptions security = new SecurityOptions();

    /// In the order given; at least one.
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    /// What a client of these members is told.
    ///
    /// @param timeout how long a call may take, with all its tries
    ClientOptions clientOptions(Duration timeout) {
        var share = timeout.dividedBy(TRIES);
        return new ClientOptions(
                endpoints,
                timeout,
                share.compareTo(ATTEMPT_MAX) < 0 ? share : ATTEMPT_MAX,
                Backoff.DEFAULT,
                ClientLimits.DEFAULT,
                security.security(),
                security.adminToken());
    }

    /// How connections to them are protected.
    ///
    /// @throws Failure if the files that were named cannot be used; the message says why
    public Security security() {
        return security.security();
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
