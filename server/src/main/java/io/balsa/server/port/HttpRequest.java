package io.balsa.server.port;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A whole HTTP request, its body included.
///
/// @param headers by name in lower case; the values of a repeated header are joined with a comma
/// @param variables what the braces of its route stand for, as `key` in `/kv/{key}`; empty until
///   [HttpRoutes] has found the route
/// @param body read-only by convention: `duplicate()` it before moving its position
/// @param hasCertificate has the client shown a certificate that is trusted?
public record HttpRequest(
        HttpMethod method,
        HttpTarget target,
        Map<String, String> headers,
        Map<String, String> variables,
        ByteBuffer body,
        boolean hasCertificate) {

    /// The value of a header, whose name may be in any case.
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /// The value of a query parameter.
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(target.parameters().get(name));
    }

    /// What the braces of this name in the route stand for.
    ///
    /// @throws IllegalArgumentException if the route has no such braces
    public String variable(String name) {
        var value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no {%s}".formatted(name));
        }
        return value;
    }

    /// The body as text. Bytes that are no UTF-8 become replacement characters.
    public String text() {
        return UTF_8.decode(body.duplicate()).toString();
    }

    HttpRequest withVariables(Map<String, String> values) {
        return new HttpRequest(method, target, headers, values, body, hasCertificate);
    }
}
