package io.balsa.server.config;

import io.balsa.server.config.ServerConfig.Tracing;

import java.net.URI;
import java.net.URISyntaxException;

/// Reads whether and where to writes are followed: the section `tracing`.
final class TracingReader {
    private static final String ENDPOINT = "tracing.endpoint";
    private static final String SERVICE = "tracing.service_name";

    /// Where a collector listens on the same machine, as OpenTelemetry has it.
    private static final String COLLECTOR = "http://127.0.0.1:4318/v1/traces";

    private final Settings settings;

    TracingReader(Settings settings) {
        this.settings = settings;
    }

    Tracing tracing() {
        return new Tracing(
                settings.flag("tracing.enabled", false),
                endpoint(),
                settings.ratio("tracing.sample_ratio", 1),
                serviceName());
    }

    private URI endpoint() {
        var text = settings.text(ENDPOINT, COLLECTOR);
        try {
            var endpoint = new URI(text);
            var scheme = String.valueOf(endpoint.getScheme());
            if (endpoint.getHost() != null && scheme.matches("https?")) {
                return endpoint;
            }
        } catch (URISyntaxException _) {
            // Said below.
        }
        settings.complain(
                ENDPOINT,
                "%s must be the http:// or https:// address of a collector, as in %s, not \"%s\""
                        .formatted(ENDPOINT, COLLECTOR, text));
        return URI.create(COLLECTOR);
    }

    private String serviceName() {
        var name = settings.text(SERVICE, "balsa");
        if (name.isBlank()) {
            settings.complain(SERVICE, SERVICE + " cannot be empty");
        }
        return name;
    }
}
