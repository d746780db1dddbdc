package io.balsa.server.config;

import io.balsa.kv.store.KvLimits;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Timing;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;

/// Everything that a member is told before it starts, checked.
public record ServerConfig(Node node, Http http, Timing timing, Cluster cluster, Limits limits) {
    /// The member itself.
    ///
    /// @param listen where it listens for the other members
    /// @param advertised where the others reach it
    /// @param dataDirectory holds all that it must not forget, and nothing else
    public record Node(MemberId id, Address listen, Address advertised, Path dataDirectory) {}

    /// The client port.
    ///
    /// @param enabled answer HTTP/1.1 beside gRPC
    public record Http(boolean enabled, Address listen) {}

    /// Whom it belongs to.
    ///
    /// @param name tells clusters apart that share addresses at different times
    /// @param bootstrap this member founds the cluster, if its data directory is empty
    /// @param peers the other first members
    public record Cluster(String name, boolean bootstrap, List<Peer> peers) {
        public Cluster {
            peers = List.copyOf(peers);
        }
    }

    /// Another member.
    ///
    /// @param address where it listens for members
    /// @param clientAddress where it listens for clients, if this is known; told to clients
    public record Peer(MemberId id, Address address, @Nullable Address clientAddress) {}

    /// What clients may do at most.
    ///
    /// @param requests sizes of requests
    /// @param connectionsMax connections to the client port
    public record Limits(KvLimits requests, int connectionsMax) {}
}
