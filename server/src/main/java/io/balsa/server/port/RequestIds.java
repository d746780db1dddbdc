package io.balsa.server.port;

import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/// Gives every answer the id of its request, `x-request-id`: the client's own, or a new one. One
/// that is too long, or could break a log, is replaced.
public record RequestIds(HttpHandler handler) implements HttpHandler {
    /// The name of the header.
    public static final String HEADER = "x-request-id";

    private static final Pattern USABLE = Pattern.compile("[\\x21-\\x7e]{1,128}");

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        var id =
                request.header(HEADER)
                        .filter(given -> USABLE.matcher(given).matches())
                        .orElseGet(() -> UUID.randomUUID().toString());
        return handler.handle(request).thenApply(response -> response.with(HEADER, id));
    }

    @Override
    public HttpResponse refused(HttpResponse refusal) {
        return handler.refused(refusal).with(HEADER, UUID.randomUUID().toString());
    }
}
