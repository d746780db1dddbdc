package io.balsa.server.port;

import java.util.Arrays;
import java.util.Optional;

/// What a request asks to be done (RFC 9110 §9). `HEAD` is missing on purpose: handlers see it as
/// [#GET], and the port leaves the body of their answer out.
public enum HttpMethod {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE,
    OPTIONS;

    /// The method of this name, which is case-sensitive.
    static Optional<HttpMethod> named(String name) {
        var wanted = name.equals("HEAD") ? "GET" : name;
        return Arrays.stream(values()).filter(method -> method.name().equals(wanted)).findFirst();
    }
}
