package io.balsa.raft.transport;

import io.balsa.raft.core.MemberId;

import java.util.HexFormat;

/// What a member shows to the others before they listen to it.
///
/// @param cluster what all members of a cluster derive from their configuration; only equality
///   matters
/// @param member the member itself
public record Identity(long cluster, MemberId member) {
    @Override
    public String toString() {
        return "member " + member + " of cluster " + clusterName(cluster);
    }

    static String clusterName(long cluster) {
        return HexFormat.of().toHexDigits(cluster);
    }
}
