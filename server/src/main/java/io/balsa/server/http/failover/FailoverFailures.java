package io.balsa.server.http.failover;

import io.balsa.server.http.Failure;
import io.balsa.server.http.Json;
import io.balsa.server.http.Replies;
import io.balsa.server.port.HttpResponse;

/// `{"Err":"…"}`, beside `{"Ok":…}` for what went well. The text says whether it may have happened.
final class FailoverFailures {
    static final Replies REPLIES = new Replies(FailoverFailures::response);

    private FailoverFailures() {}

    private static HttpResponse response(Failure failure) {
        var outcome =
                switch (failure.outcome()) {
                    case REFUSED -> "";
                    case NOT_DONE -> "; it was not done";
                    case UNKNOWN -> "; it may have been done";
                };
        return Json.response(
                failure.status(), body -> body.put("Err", failure.message() + outcome));
    }
}
