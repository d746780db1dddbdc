package io.balsa.server.http.openraft;

import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.core.Role;
import io.balsa.raft.node.RaftState;
import io.balsa.server.http.Json;
import io.balsa.server.http.Roles;
import io.balsa.server.port.HttpHandler;
import io.balsa.server.port.HttpRequest;
import io.balsa.server.port.HttpResponse;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// What this member knows of itself and its group, as JSON: `{"Ok":{…}}`. Never waits for others.
public record OpenraftMetrics(Supplier<RaftState> state) implements HttpHandler {
    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        var now = state.get();
        return completedStage(Json.response(200, body -> fill(body.putObject("Ok"), now)));
    }

    private static void fill(ObjectNode body, RaftState now) {
        var leader = now.leader();
        body.putObject("running_state").putNull("Ok");
        body.put("id", now.member().value()).put("current_term", now.term());
        var vote = body.putObject("vote");
        OpenraftJson.putLeaderId(vote, now.term(), leader);
        vote.put("committed", leader != null);
        body.put("last_log_index", now.lastEntry().index());
        body.put("local_committed_index", now.commitIndex());
        putApplied(body, now);
        OpenraftJson.putEntry(body, "snapshot", now.log().snapshot(), now);
        OpenraftJson.putEntry(body, "purged", now.log().purged(), now);
        body.put("state", role(now));
        body.put("current_leader", leader == null ? null : leader.value());
        putQuorumAck(body, now);
        putMembership(body.putObject("membership_config"), now.effective(), now);
        putMembership(body.putObject("committed_membership_config"), now.committed(), now);
        putFollowers(body, now);
    }

    /// The term of the entry is known where it is the last one of all.
    private static void putApplied(ObjectNode body, RaftState now) {
        var applied = now.appliedIndex();
        if (applied == now.lastEntry().index()) {
            OpenraftJson.putEntry(body, "last_applied", now.lastEntry(), now);
        } else if (applied == 0) {
            body.putNull("last_applied");
        } else {
            var entry = body.putObject("last_applied");
            entry.putNull("leader_id");
            entry.put("index", applied);
        }
    }

    private static String role(RaftState now) {
        var name = Roles.name(now);
        return name.equals("PreCandidate") ? "Candidate" : name;
    }

    private static void putQuorumAck(ObjectNode body, RaftState now) {
        var nanos = now.leaderHeardNanosAgo();
        if (now.role() instanceof Role.Leader && nanos != Long.MAX_VALUE) {
            body.put("millis_since_quorum_ack", NANOSECONDS.toMillis(nanos));
        } else {
            body.putNull("millis_since_quorum_ack");
        }
    }

    private static void putMembership(ObjectNode body, MembershipEntry entry, RaftState now) {
        OpenraftJson.putEntry(body, "log_id", entry.id(), now);
        OpenraftJson.fillMembership(body.putObject("membership"), entry.membership());
    }

    /// On a leader, how far each other member is; null on others.
    private static void putFollowers(ObjectNode body, RaftState now) {
        if (!(now.role() instanceof Role.Leader)) {
            body.putNull("replication");
            body.putNull("heartbeat");
            return;
        }
        var replication = body.putObject("replication");
        var heartbeat = body.putObject("heartbeat");
        now.followers()
                .forEach((member, follower) -> {
                    var matched = follower.matchedIndex();
                    replication.putObject(member.toString()).put("index", matched);
                    var nanos = follower.heardNanosAgo();
                    heartbeat.put(
                            member.toString(),
                            nanos == Long.MAX_VALUE ? null : (Long) NANOSECONDS.toMillis(nanos));
                });
    }
}
