package io.balsa.server;

import io.balsa.kv.store.KvResult;
import io.balsa.raft.node.OpenParts;
import io.balsa.raft.node.RaftCounters;
import io.balsa.raft.node.RaftNode;
import io.balsa.raft.node.RaftState;
import io.balsa.server.config.Address;
import io.balsa.server.config.ServerConfig;
import io.balsa.server.tracing.Tracing;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/// A running member with its data, its peers and its clients.
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final OpenParts parts;
    private final RaftNode<KvResult> node;
    private final Handover handover;
    private final Address clientAddress;
    private final Address peerAddress;
    private final AtomicBoolean isClosing = new AtomicBoolean();
    private final CompletableFuture<Void> termination = new CompletableFuture<>();

    Server(
            OpenParts parts,
            RaftNode<KvResult> node,
            Handover handover,
            Address clientAddress,
            Address peerAddress) {
        this.parts = parts;
        this.node = node;
        this.handover = handover;
        this.clientAddress = clientAddress;
        this.peerAddress = peerAddress;
    }

    /// Starts a member. When this returns it listens, though it may not know a leader yet.
    ///
    /// @throws StartException when it cannot start; nothing of it is left running
    public static Server start(ServerConfig config) throws StartException {
        var tracing =
                config.tracing().enabled()
                        ? Tracing.open(config.node().id(), config.tracing())
                        : null;
        return start(config, tracing);
    }

    /// The same, with the spans given to whoever made `tracing`.
    static Server start(ServerConfig config, @Nullable Tracing tracing) throws StartException {
        var parts = new OpenParts();
        try {
            if (tracing != null) {
                parts.keep(tracing);
            }
            var server = new Wiring(config, parts, tracing).server();
            server.watch();
            LOG.info(
                    "member {} of cluster \"{}\" is up: clients at {}, other members at {}, data in"
                            + " {}",
                    config.node().id(),
                    config.cluster().name(),
                    server.clientAddress,
                    server.peerAddress,
                    config.node().dataDirectory());
            StartReport.give(config, server.node);
            return server;
        } catch (StartException | RuntimeException failure) {
            parts.close();
            throw failure;
        }
    }

    /// Where clients reach this member: its port is the one in use, also where any would do.
    public Address clientAddress() {
        return clientAddress;
    }

    /// Where it listens for other members.
    public Address peerAddress() {
        return peerAddress;
    }

    public RaftState state() {
        return node.state();
    }

    /// How much it has done since it started.
    public RaftCounters counters() {
        return node.counters();
    }

    /// Completes when everything has ended: normally after [#close], exceptionally when the member
    /// had to stop by itself, with the reason.
    public CompletableFuture<Void> termination() {
        return termination.copy();
    }

    /// Lets another member lead, takes no more requests, lets those under way end, and stops.
    /// Returns when all is closed.
    @Override
    public void close() {
        if (isClosing.compareAndSet(false, true)) {
            handover.await(node);
            parts.close();
            var _ =
                    node.termination()
                            .whenComplete((_, failure) -> {
                                if (failure == null) {
                                    termination.complete(null);
                                } else {
                                    termination.completeExceptionally(failure);
                                }
                            });
        }
    }

    /// A member that had to stop takes everything around it down.
    private void watch() {
        var _ =
                node.termination()
                        .exceptionally(_ -> {
                            Thread.ofPlatform().name("end-of-member").start(this::close);
                            return null;
                        });
    }
}
