package io.balsa.cli.member;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import io.balsa.cli.console.Json;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// What a member says of itself at `GET /state`.
///
/// @param role such as `Leader`
/// @param leader whom it takes for the leader of `term`
public record MemberState(
        long id, String role, OptionalLong leader, Position position, List<Long> voters) {

    /// How far it is.
    ///
    /// @param revision of its store
    /// @param commit the last entry that it knows to be committed
    /// @param applied the last entry that is in its store
    /// @param last the last entry of its log
    public record Position(long term, long revision, long commit, long applied, long last) {}

    /// Reads the answer.
    ///
    /// @throws JsonProcessingException if it is not JSON
    /// @throws IllegalArgumentException if a field is missing
    public static MemberState parse(String text) throws JsonProcessingException {
        var json = Json.parse(text);
        var leader = json.path("current_leader");
        var voters = new ArrayList<Long>();
        field(json, "voters").forEach(voter -> voters.add(voter.asLong()));
        return new MemberState(
                number(json, "node_id"),
                field(json, "role").asText(),
                leader.isNumber() ? OptionalLong.of(leader.asLong()) : OptionalLong.empty(),
                new Position(
                        number(json, "current_term"),
                        number(json, "revision"),
                        number(json, "commit_index"),
                        number(json, "last_applied_index"),
                        number(json, "last_log_index")),
                List.copyOf(voters));
    }

    public boolean isLeader() {
        return role.equals("Leader");
    }

    private static long number(JsonNode json, String name) {
        return field(json, name).asLong();
    }

    private static JsonNode field(JsonNode json, String name) {
        var field = json.get(name);
        if (field == null) {
            throw new IllegalArgumentException("no field \"%s\" in its state".formatted(name));
        }
        return field;
    }
}
