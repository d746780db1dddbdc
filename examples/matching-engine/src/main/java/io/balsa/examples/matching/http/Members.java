package io.balsa.examples.matching.http;

import com.fasterxml.jackson.databind.JsonNode;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.MembershipChange;
import io.balsa.raft.transport.PeerAddress;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/// The routes that say who belongs to the group.
final class Members {
    /// A member listens for the others this far above its port for clients, unless it is told.
    static final int RAFT_PORT_DISTANCE = 1_000;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// A learner that lags behind by so much has caught up.
    private static final long LAG_ENTRIES_MAX = 100;

    private final Engine engine;

    Members(Engine engine) {
        this.engine = engine;
    }

    /// Founds a group of this member alone.
    Reply init() throws ExecutionException, InterruptedException {
        var node = engine.node();
        var self = node.state().member();
        var first =
                Membership.ofVoters(new TreeMap<>(Map.of(self, engine.raftAddress().toString())));
        var _ = node.membership().found(first).get();
        var _ = node.await().leader(PATIENCE).get();
        return Answers.ok(Answers.nothing());
    }

    /// Adds a member that does not vote, and waits until it has caught up: `[2,"host:port"]` with
    /// its address for clients, or `{"node_id":2,"addr":"host:port"}` with that for other members.
    Reply addLearner(JsonNode body) throws BadRequest, ExecutionException, InterruptedException {
        var isPair = body.isArray() && body.size() == 2;
        var id = id(isPair ? body.get(0) : Requests.required(body, "node_id"));
        var address =
                isPair
                        ? address(body.get(1), RAFT_PORT_DISTANCE)
                        : address(Requests.required(body, "addr"), 0);
        var membership = engine.node().membership();
        var entry = membership.addLearner(id, address.toString(), false).get();
        var _ = membership.awaitCaughtUp(id, LAG_ENTRIES_MAX, PATIENCE, _ -> {}).get();
        return Answers.changed(entry.id(), entry.membership());
    }

    /// Makes the members of the list the voters, whoever they are now. Voters that are not in it
    /// leave the group for good.
    Reply changeMembership(JsonNode body)
            throws BadRequest, ExecutionException, InterruptedException {
        if (!body.isArray() || body.isEmpty()) {
            throw new BadRequest("a list of member ids was expected");
        }
        var known = engine.node().state().membership().addresses();
        var voters = new TreeMap<MemberId, String>();
        for (var item : body) {
            var id = id(item);
            var address = known.get(id);
            if (address == null) {
                throw new BadRequest(
                        "member %s is not known here: add it as a learner first".formatted(id));
            }
            voters.put(id, address);
        }
        var change = new MembershipChange.ReplaceVoters(voters, false);
        var entry = engine.node().membership().change(change).get();
        return Answers.changed(entry.id(), entry.membership());
    }

    private static MemberId id(JsonNode value) throws BadRequest {
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() <= 0) {
            throw new BadRequest("a member id is a positive whole number");
        }
        return MemberId.of(value.longValue());
    }

    private static PeerAddress address(JsonNode value, int distance) throws BadRequest {
        try {
            var address = PeerAddress.parse(value.asText());
            return new PeerAddress(address.host(), address.port() + distance);
        } catch (IllegalArgumentException e) {
            throw new BadRequest(String.valueOf(e.getMessage()));
        }
    }
}
