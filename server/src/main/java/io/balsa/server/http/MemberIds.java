package io.balsa.server.http;

import com.fasterxml.jackson.databind.JsonNode;

import io.balsa.raft.core.MemberId;

import java.util.SortedSet;
import java.util.TreeSet;

/// Reads ids of members.
public final class MemberIds {
    private MemberIds() {}

    /// Reads one.
    ///
    /// @throws BadRequest when `node` is no whole number above 0
    public static MemberId of(JsonNode node) throws BadRequest {
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() <= 0) {
            throw new BadRequest("a member id is a whole number greater than 0, not " + node);
        }
        return MemberId.of(node.longValue());
    }

    /// Reads a list of them.
    ///
    /// @throws BadRequest when `node` is no list of ids
    public static SortedSet<MemberId> all(JsonNode node) throws BadRequest {
        if (!node.isArray()) {
            throw new BadRequest("a list of member ids is needed, as in [1,2,3], not " + node);
        }
        var ids = new TreeSet<MemberId>();
        for (var each : node) {
            ids.add(of(each));
        }
        return ids;
    }
}
