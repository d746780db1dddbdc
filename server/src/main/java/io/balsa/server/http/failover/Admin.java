package io.balsa.server.http.failover;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.databind.JsonNode;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.server.group.Group;
import io.balsa.server.group.GroupRequest;
import io.balsa.server.http.BadRequest;
import io.balsa.server.http.Json;
import io.balsa.server.http.MemberIds;
import io.balsa.server.http.Self;
import io.balsa.server.port.HttpRequest;
import io.balsa.server.port.HttpResponse;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/// `POST /admin/…`: the group, changed. The answer is `{"Ok":null}` once it is so.
final class Admin {
    /// How long a new member may take to catch up before the client is answered.
    private static final long CATCH_UP_NANOS = SECONDS.toNanos(60);

    private final Group group;
    private final Self self;

    Admin(Group group, Self self) {
        this.group = group;
        this.self = self;
    }

    /// Founds a group of this member alone; the body has no meaning.
    CompletionStage<HttpResponse> init(HttpRequest request) {
        var alone = new TreeMap<>(Map.of(self.id(), self.peerAddress().toString()));
        return FailoverFailures.REPLIES.any(() -> group.found(alone), Admin::done);
    }

    /// `{"node_id":2,"addr":"127.0.0.1:22380"}`, where other members reach it. Answered once it has
    /// caught up.
    CompletionStage<HttpResponse> addLearner(HttpRequest request) {
        return FailoverFailures.REPLIES.any(
                () -> {
                    var fields = Json.fields(request.body());
                    var member = MemberIds.of(fields.node("node_id"));
                    var address = fields.text("addr");
                    fields.finish();
                    return group.ask(
                            new GroupRequest.AddLearner(member, address, false, CATCH_UP_NANOS)
                                    .always());
                },
                Admin::done);
    }

    /// `{"voters":[1,2,3]}`; others that voted so far leave.
    CompletionStage<HttpResponse> changeMembership(HttpRequest request) {
        return FailoverFailures.REPLIES.any(
                () -> {
                    var fields = Json.fields(request.body());
                    var voters = voters(fields.node("voters"));
                    var retain = fields.flag("retain", false);
                    fields.finish();
                    return group.ask(new GroupRequest.ReplaceVoters(voters, retain).always());
                },
                Admin::done);
    }

    private static SortedMap<MemberId, String> voters(JsonNode ids) throws BadRequest {
        var voters = new TreeMap<MemberId, String>();
        for (var id : MemberIds.all(ids)) {
            voters.put(id, "");
        }
        return voters;
    }

    private static HttpResponse done(MembershipEntry entry) {
        return Json.response(200, body -> body.putNull("Ok"));
    }
}
