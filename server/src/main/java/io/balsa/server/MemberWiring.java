package io.balsa.server;

import static java.util.Objects.requireNonNull;

import io.balsa.kv.store.KvResult;
import io.balsa.kv.store.KvStore;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.Observer;
import io.balsa.raft.node.OpenParts;
import io.balsa.raft.node.RaftNode;
import io.balsa.raft.node.RaftSetup;
import io.balsa.raft.node.ThreadRuntime;
import io.balsa.raft.transport.SocketTransport;
import io.balsa.server.config.ServerConfig;

import org.jspecify.annotations.Nullable;

import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Starts the member itself on its disks and its transport.
final class MemberWiring {
    private final ServerConfig config;
    private final OpenParts parts;
    private final Observer observer;

    MemberWiring(ServerConfig config, OpenParts parts, Observer observer) {
        this.config = config;
        this.parts = parts;
        this.observer = observer;
    }

    RaftNode<KvResult> start(KvStore store, DataWiring.Disks disks, SocketTransport transport)
            throws StartException {
        try {
            var setup = setup(store, disks, transport);
            var node = RaftNode.start(config.raft().checksContracts() ? setup.checked() : setup);
            parts.handOver(disks.log());
            parts.handOver(disks.snapshots());
            return parts.keep(node);
        } catch (UncheckedIOException failure) {
            throw StartFailures.data(
                    config.node().dataDirectory(), requireNonNull(failure.getCause()));
        }
    }

    private RaftSetup<KvResult> setup(
            KvStore store, DataWiring.Disks disks, SocketTransport transport) {
        var id = config.node().id();
        var raft = config.raft();
        var world =
                new RaftSetup.World(
                        transport.runtime(new ThreadRuntime("member-" + id)),
                        disks.log(),
                        disks.snapshots(),
                        transport,
                        new SplittableRandom(),
                        observer);
        return new RaftSetup<>(
                id,
                GroupId.FIRST,
                raft.timing(),
                raft.limits(),
                config.limits().member().withCommandBytesMax(Sizes.commandBytesMax(config)),
                raft.options(),
                config.snapshots(),
                bootstrap(),
                world,
                store);
    }

    private @Nullable Membership bootstrap() {
        if (!config.cluster().bootstrap()) {
            return null;
        }
        var addresses = new TreeMap<MemberId, String>();
        ClusterId.firstMembers(config)
                .forEach((id, address) -> addresses.put(id, address.toString()));
        return Membership.ofVoters(addresses);
    }
}
