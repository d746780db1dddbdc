package io.balsa.client;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/// What a client is told once.
///
/// @param endpoints members to ask, best all of them; 1 to [#ENDPOINTS_MAX]
/// @param deadline how long a call may take, with all its tries
/// @param attempt how long one member may take before a read or a write goes to the next one
/// @param backoff how long to wait between rounds over all endpoints
/// @param limits what is refused
/// @param security how connections are protected
/// @param adminToken what changes of the group are sent with; null if members want none
public record ClientOptions(
        List<Endpoint> endpoints,
        Duration deadline,
        Duration attempt,
        Backoff backoff,
        ClientLimits limits,
        Security security,
        @Nullable AdminToken adminToken) {
    public static final int ENDPOINTS_MAX = 64;

    /// @throws IllegalArgumentException if it makes no sense; the message says why
    public ClientOptions {
        endpoints = List.copyOf(endpoints);
        if (endpoints.isEmpty() || endpoints.size() > ENDPOINTS_MAX) {
            throw new IllegalArgumentException(
                    "%d endpoints: 1 to %d make sense".formatted(endpoints.size(), ENDPOINTS_MAX));
        }
        if (!deadline.isPositive() || !attempt.isPositive()) {
            throw new IllegalArgumentException(
                    "a deadline of %s and %s for each try: both must be positive"
                            .formatted(deadline, attempt));
        }
    }

    /// The defaults: 10 s for a call, 3 s for a try.
    ///
    /// @param endpoints such as `127.0.0.1:2379`
    public static ClientOptions of(String... endpoints) {
        return new ClientOptions(
                List.of(endpoints).stream().map(Endpoint::parse).toList(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(3),
                Backoff.DEFAULT,
                ClientLimits.DEFAULT,
                new Security.Plaintext(),
                null);
    }

    /// The same with another deadline.
    public ClientOptions within(Duration deadline) {
        return new ClientOptions(
                endpoints, deadline, attempt, backoff, limits, security, adminToken);
    }

    /// The same with another time for each try.
    public ClientOptions withAttempt(Duration attempt) {
        return new ClientOptions(
                endpoints, deadline, attempt, backoff, limits, security, adminToken);
    }

    /// The same with other limits.
    public ClientOptions withLimits(ClientLimits limits) {
        return new ClientOptions(
                endpoints, deadline, attempt, backoff, limits, security, adminToken);
    }

    /// The same with connections protected in another way.
    public ClientOptions withSecurity(Security security) {
        return new ClientOptions(
                endpoints, deadline, attempt, backoff, limits, security, adminToken);
    }

    /// The same with what members want to hear from those who look after the group.
    public ClientOptions withAdminToken(@Nullable AdminToken token) {
        return new ClientOptions(endpoints, deadline, attempt, backoff, limits, security, token);
    }
}
