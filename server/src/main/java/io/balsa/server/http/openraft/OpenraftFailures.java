package io.balsa.server.http.openraft;

import io.balsa.raft.node.RaftState;
import io.balsa.server.http.Failure;
import io.balsa.server.http.Failure.Outcome;
import io.balsa.server.http.Json;
import io.balsa.server.port.HttpResponse;

import java.util.function.Supplier;

/// `{"Err":{…}}` with status 200, as this family has it for everything that the group says; only
/// what cannot be read is 400, and in plain text.
record OpenraftFailures(Supplier<RaftState> state) implements Failure.Form {
    @Override
    public HttpResponse of(Failure failure) {
        if (failure.status() == 400 && failure.outcome() == Outcome.REFUSED) {
            return HttpResponse.text(400, failure.message());
        }
        return switch (failure.reason()) {
            case "NoLeader", "NotLeader" -> forward(failure);
            default -> named(failure.reason(), failure);
        };
    }

    /// What the family's clients look for to go on with the leader.
    private HttpResponse forward(Failure failure) {
        return Json.response(
                200,
                body -> {
                    var forward = body.putObject("Err").putObject("ForwardToLeader");
                    OpenraftJson.fillForward(forward, state.get(), failure.leader());
                    forward.put("message", failure.message());
                });
    }

    private static HttpResponse named(String reason, Failure failure) {
        return Json.response(
                200,
                body ->
                        body.putObject("Err")
                                .putObject(reason)
                                .put("message", failure.message())
                                .put("may_have_happened", failure.outcome() == Outcome.UNKNOWN));
    }
}
