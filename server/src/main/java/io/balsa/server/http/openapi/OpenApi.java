package io.balsa.server.http.openapi;

import static java.util.concurrent.CompletableFuture.completedStage;

import io.balsa.server.port.HttpHandler;
import io.balsa.server.port.HttpRequest;
import io.balsa.server.port.HttpResponse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionStage;

/// `GET /openapi.json`: what is served here, for programs. A test holds it against the routes.
public final class OpenApi implements HttpHandler {
    private static final String DOCUMENT = "openapi.json";

    private final HttpResponse response = HttpResponse.json(200, document());

    private static byte[] document() {
        try (var in = OpenApi.class.getResourceAsStream(DOCUMENT)) {
            if (in == null) {
                throw new IllegalStateException("the jar of the server has no " + DOCUMENT);
            }
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        return completedStage(response);
    }
}
