package io.balsa.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.log.DataDirectory;
import io.balsa.server.config.Address;
import io.balsa.server.config.ServerConfig;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SortedMap;
import java.util.TreeMap;

/// What all members of a cluster show each other: its name in the upper half, its first members in
/// the lower.
///
/// All first members compute it from their configuration, each from its own: members that were told
/// different things have different ids and refuse each other. Once a data directory belongs to a
/// cluster, what it says counts, for a configuration may be brought up to date with a cluster that
/// has other members by now; only another name is never right.
final class ClusterId {
    private ClusterId() {}

    /// The id that counts for this member.
    ///
    /// @throws IOException when the data directory says whose it is, and that cannot be read
    static long inForce(ServerConfig config) throws IOException {
        var told = of(config);
        var kept = DataDirectory.clusterOf(config.node().dataDirectory()).orElse(told);
        return name(kept) == name(told) ? kept : told;
    }

    private static long name(long id) {
        return id >>> Integer.SIZE;
    }

    /// The id by the configuration alone.
    static long of(ServerConfig config) {
        var members = new StringBuilder();
        firstMembers(config)
                .forEach((id, at) -> members.append(id).append('=').append(at).append('\n'));
        var name = digest(config.cluster().name());
        return (long) name << Integer.SIZE | Integer.toUnsignedLong(digest(members.toString()));
    }

    private static int digest(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return ByteBuffer.wrap(digest.digest(text.getBytes(UTF_8))).getInt();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /// The first members with the addresses where they are reached: the peers, and the member
    /// itself unless it joins later.
    static SortedMap<MemberId, Address> firstMembers(ServerConfig config) {
        var members = new TreeMap<MemberId, Address>();
        if (!config.cluster().isJoining()) {
            members.put(config.node().id(), config.node().advertised());
        }
        config.cluster().peers().forEach(peer -> members.put(peer.id(), peer.address()));
        return members;
    }
}
