package io.balsa.server.http.openraft;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.server.group.Group;
import io.balsa.server.group.GroupRequest;
import io.balsa.server.http.BadRequest;
import io.balsa.server.http.Json;
import io.balsa.server.http.JsonFields;
import io.balsa.server.http.MemberIds;
import io.balsa.server.http.Replies;
import io.balsa.server.http.Self;
import io.balsa.server.port.HttpRequest;
import io.balsa.server.port.HttpResponse;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/// `POST /init`, `/add-learner` and `/change-membership`, each with the older and the newer body.
final class OpenraftAdmin {
    /// How long a new member may take to catch up before the client is answered.
    private static final long CATCH_UP_NANOS = SECONDS.toNanos(60);

    private final Group group;
    private final Self self;
    private final Replies replies;

    OpenraftAdmin(Group group, Self self, Replies replies) {
        this.group = group;
        this.self = self;
        this.replies = replies;
    }

    /// Nothing, `[]` or `{}` for this member alone; `[[1,"host:port"],…]`, or with
    /// `{"raft_addr":"host:port"}` in place of the address, for several.
    CompletionStage<HttpResponse> init(HttpRequest request) {
        return replies.any(
                () -> group.found(first(request)),
                _ -> Json.response(200, body -> body.putNull("Ok")));
    }

    private SortedMap<MemberId, String> first(HttpRequest request) throws BadRequest {
        var body = Json.value(request.body());
        var members = new TreeMap<MemberId, String>();
        if (body.isEmpty()) {
            members.put(self.id(), self.peerAddress().toString());
            return members;
        }
        for (var pair : body) {
            if (!body.isArray() || !pair.isArray() || pair.size() != 2) {
                throw new BadRequest(
                        "the first members are written as [[1,\"host:port\"],[2,\"host:port\"]]");
            }
            members.put(MemberIds.of(pair.get(0)), address(pair.get(1)));
        }
        return members;
    }

    /// `[2,"host:port"]`, `[2,"client host:port","peer host:port"]` or
    /// `{"node_id":2,"api_addr":"…","raft_addr":"host:port"}`. Answered once it has caught up.
    CompletionStage<HttpResponse> addLearner(HttpRequest request) {
        return replies.any(
                () -> {
                    var body = Json.value(request.body());
                    var learner = body.isArray() ? older(body) : newer(body);
                    return group.ask(learner.always());
                },
                this::done);
    }

    private static GroupRequest older(JsonNode body) throws BadRequest {
        if (body.size() < 2 || body.size() > 3) {
            throw new BadRequest("a learner is written as [2,\"host:port\"]");
        }
        return learner(MemberIds.of(body.get(0)), address(body.get(body.size() - 1)));
    }

    private static GroupRequest newer(JsonNode body) throws BadRequest {
        if (!(body instanceof ObjectNode object)) {
            throw new BadRequest(
                    "a learner is written as [2,\"host:port\"] or"
                            + " {\"node_id\":2,\"raft_addr\":\"host:port\"}");
        }
        var fields = new JsonFields(object);
        var member = MemberIds.of(fields.node("node_id"));
        if (fields.has("api_addr")) {
            fields.text("api_addr");
        }
        var address = fields.has("addr") ? fields.text("addr") : fields.text("raft_addr");
        fields.finish();
        return learner(member, address);
    }

    private static GroupRequest learner(MemberId member, String address) {
        return new GroupRequest.AddLearner(member, address, false, CATCH_UP_NANOS);
    }

    private static String address(JsonNode node) throws BadRequest {
        if (node.isTextual()) {
            return node.textValue();
        }
        for (var name : new String[] {"raft_addr", "addr"}) {
            if (node.path(name).isTextual()) {
                return node.path(name).textValue();
            }
        }
        throw new BadRequest(
                "an address is written as \"host:port\" or {\"raft_addr\":\"host:port\"}, not "
                        + node);
    }

    /// `[1,2,3]`, or `{"members":[1,2,3],"retain":true}` to keep the others as learners.
    CompletionStage<HttpResponse> changeMembership(HttpRequest request) {
        return replies.any(
                () -> {
                    var body = Json.value(request.body());
                    return group.ask(body.isObject() ? retaining(body) : replacing(body, false));
                },
                this::done);
    }

    private static GroupRequest.Conditional retaining(JsonNode body) throws BadRequest {
        var fields = new JsonFields((ObjectNode) body);
        var members = fields.node("members");
        var retain = fields.flag("retain", false);
        fields.finish();
        return replacing(members, retain);
    }

    private static GroupRequest.Conditional replacing(JsonNode ids, boolean retain)
            throws BadRequest {
        var voters = new TreeMap<MemberId, String>();
        for (var id : MemberIds.all(ids)) {
            voters.put(id, "");
        }
        return new GroupRequest.ReplaceVoters(voters, retain).always();
    }

    private HttpResponse done(MembershipEntry entry) {
        return Json.response(
                200,
                body -> {
                    var ok = body.putObject("Ok");
                    OpenraftJson.putEntry(ok, "log_id", entry.id(), group.state());
                    ok.putObject("data").putNull("value");
                    OpenraftJson.fillMembership(ok.putObject("membership"), entry.membership());
                });
    }
}
