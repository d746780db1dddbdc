package io.balsa.server.port;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/// The answer to an [HttpRequest]. The port adds the length and what concerns the connection.
///
/// @param headers by name in lower case
/// @param body read-only by convention: `duplicate()` it before moving its position
public record HttpResponse(int status, Map<String, String> headers, ByteBuffer body) {
    /// Plain text.
    public static HttpResponse text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", UTF_8.encode(text));
    }

    /// A JSON document.
    public static HttpResponse json(int status, String document) {
        return of(status, "application/json", UTF_8.encode(document));
    }

    /// A JSON document that has been encoded already.
    public static HttpResponse json(int status, byte[] document) {
        return of(status, "application/json", ByteBuffer.wrap(document));
    }

    /// A body of any type.
    public static HttpResponse of(int status, String contentType, ByteBuffer body) {
        return new HttpResponse(status, Map.of("content-type", contentType), body);
    }

    /// `{"error":"…"}`, the form in which the port itself reports what is wrong.
    public static HttpResponse error(int status, String message) {
        return json(status, "{\"error\":\"" + JsonText.escaped(message) + "\"}");
    }

    /// This answer with one more header.
    public HttpResponse with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpResponse(status, more, body);
    }
}
