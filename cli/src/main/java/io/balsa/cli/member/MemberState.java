package io.balsa.cli.member;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import io.balsa.cli.console.Json;

/// What a member says of itself at `GET /status`.
///
/// @param role such as `Leader`
public record MemberState(long id, String role, long term) {
    /// Reads the answer.
    ///
    /// @throws JsonProcessingException if it is not JSON
    /// @throws IllegalArgumentException if a field is missing
    public static MemberState parse(String text) throws JsonProcessingException {
        var json = Json.parse(text);
        return new MemberState(
                field(json, "node_id").asLong(),
                field(json, "role").asText(),
                field(json, "term").asLong());
    }

    public boolean isLeader() {
        return role.equals("Leader");
    }

    private static JsonNode field(JsonNode json, String name) {
        var field = json.get(name);
        if (field == null) {
            throw new IllegalArgumentException("no field \"%s\" in its state".formatted(name));
        }
        return field;
    }
}
