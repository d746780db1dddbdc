package io.balsa.server.port;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a request is about: `/kv/a%2Fb?consistency=local` has the segments `kv` and `a/b`, and the
/// parameter `consistency`.
///
/// @param path the path as it was sent, still percent-encoded
/// @param segments the parts between the slashes, decoded; none for `/`
/// @param parameters the query, decoded, in the order sent; the last of a name counts
public record HttpTarget(String path, List<String> segments, Map<String, String> parameters) {
    public HttpTarget {
        segments = List.copyOf(segments);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /// Reads the target of a request line, in origin form (RFC 9112 §3.2.1).
    ///
    /// @throws IllegalArgumentException if it is no path, or its percent-encoding is broken
    public static HttpTarget parse(String target) {
        if (!target.startsWith("/")) {
            throw new IllegalArgumentException("the request target must be a path, as in /healthz");
        }
        var question = target.indexOf('?');
        var path = question < 0 ? target : target.substring(0, question);
        var query = question < 0 ? "" : target.substring(question + 1);
        return new HttpTarget(path, segments(path), parameters(query));
    }

    private static List<String> segments(String path) {
        var segments = new ArrayList<String>();
        if (path.length() > 1) {
            for (var segment : path.substring(1).split("/", -1)) {
                // A plus sign stands for itself in a path, and for a blank only in a query.
                segments.add(decode(segment.replace("+", "%2B")));
            }
        }
        return segments;
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new LinkedHashMap<String, String>();
        for (var pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                var equals = pair.indexOf('=');
                var name = equals < 0 ? pair : pair.substring(0, equals);
                parameters.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    /// Decodes strictly: bytes that are no UTF-8 must not become a key that was never meant.
    private static String decode(String encoded) {
        try {
            // As Latin-1 every byte is one character, which gives the bytes back.
            var bytes = URLDecoder.decode(encoded, ISO_8859_1).getBytes(ISO_8859_1);
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (IllegalArgumentException | CharacterCodingException broken) {
            throw new IllegalArgumentException("broken percent-encoding in " + encoded, broken);
        }
    }
}
