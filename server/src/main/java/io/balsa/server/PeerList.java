package io.balsa.server;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.server.config.ServerConfig;

import org.jspecify.annotations.Nullable;

import java.util.TreeMap;

/// The members as a configuration lists them, beside those that the log of the cluster knows. The
/// log counts: a list that says otherwise is told to the operator, and never obeyed.
final class PeerList {
    private PeerList() {}

    /// What an operator should know about the list, or null when it says nothing or nothing else.
    static @Nullable String contradiction(ServerConfig config, Membership known) {
        var listed = new TreeMap<MemberId, String>();
        ClusterId.firstMembers(config).forEach((id, at) -> listed.put(id, at.toString()));
        var members = new TreeMap<>(known.addresses());
        if (config.cluster().isJoining()) {
            members.remove(config.node().id());
        }
        if (config.cluster().peers().isEmpty() || listed.equals(members)) {
            return null;
        }
        return ("the configuration lists the members %s, but by the log of the cluster they are %s:"
                        + " the log counts, and changes by requests to the cluster, not by its"
                        + " members' configurations")
                .formatted(listed, members);
    }
}
