package io.balsa.server.port;

import java.util.concurrent.CompletionStage;

/// Answers HTTP requests.
@FunctionalInterface
public interface HttpHandler {
    /// Starts to answer `request`. Called on an event loop: it must not block. The stage may be
    /// completed by any thread; one that fails, like an exception thrown here, is answered with 500
    /// and logged, so expected failures are responses.
    CompletionStage<HttpResponse> handle(HttpRequest request);

    /// The port refuses what never became a request, with `refusal`. Returns what is sent, which
    /// may say more. Called on an event loop: it must not block.
    default HttpResponse refused(HttpResponse refusal) {
        return refusal;
    }
}
