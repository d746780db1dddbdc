package io.balsa.examples.matching.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;

/// An answer to a request.
record Reply(int status, String contentType, String body) {
    static Reply json(int status, JsonNode body) {
        return new Reply(status, "application/json", body.toString());
    }

    static Reply text(String body) {
        return new Reply(200, "text/plain; version=0.0.4; charset=utf-8", body);
    }

    byte[] bytes() {
        return body.getBytes(UTF_8);
    }
}
