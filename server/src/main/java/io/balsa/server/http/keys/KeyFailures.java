package io.balsa.server.http.keys;

import io.balsa.server.http.Failure;
import io.balsa.server.http.Failure.Outcome;
import io.balsa.server.http.Json;
import io.balsa.server.http.Replies;
import io.balsa.server.port.HttpResponse;

/// `{"error":"…"}` with a status that says what kind, and of what was not refused outright whether
/// it may have happened.
final class KeyFailures {
    static final Replies REPLIES = new Replies(KeyFailures::response);

    private KeyFailures() {}

    private static HttpResponse response(Failure failure) {
        return Json.response(
                failure.status(),
                body -> {
                    body.put("error", failure.message());
                    if (failure.outcome() != Outcome.REFUSED) {
                        body.put("may_have_happened", failure.outcome() == Outcome.UNKNOWN);
                    }
                });
    }
}
