package io.balsa.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.raft.core.MemberId;
import io.balsa.server.config.Address;
import io.balsa.server.config.ServerConfig;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SortedMap;
import java.util.TreeMap;

/// What all first members of a cluster compute from their configuration, each from its own: members
/// that were told different things have different ids and refuse each other.
final class ClusterId {
    private ClusterId() {}

    static long of(ServerConfig config) {
        var text = new StringBuilder(config.cluster().name()).append('\n');
        firstMembers(config)
                .forEach((id, address) -> text.append(id).append('=').append(address).append('\n'));
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return ByteBuffer.wrap(digest.digest(text.toString().getBytes(UTF_8))).getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /// The member itself and its peers, with the addresses where they are reached.
    static SortedMap<MemberId, Address> firstMembers(ServerConfig config) {
        var members = new TreeMap<MemberId, Address>();
        members.put(config.node().id(), config.node().advertised());
        config.cluster().peers().forEach(peer -> members.put(peer.id(), peer.address()));
        return members;
    }
}
