package io.balsa.server;

import io.balsa.raft.node.RaftNode;
import io.balsa.raft.node.RaftState;
import io.balsa.server.config.ServerConfig;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/// What a member that has started tells its operator about what it was told.
final class StartReport {
    private static final Logger LOG = LoggerFactory.getLogger(StartReport.class);

    /// A cluster may be founded long after its members were started.
    private static final Duration PATIENCE = Duration.ofDays(365);

    private StartReport() {}

    static void give(ServerConfig config, RaftNode<?> node) {
        Exposure.of(config).forEach(LOG::warn);
        var idle = config.storage().idleKeys();
        if (!idle.isEmpty()) {
            LOG.info(
                    "without effect until there is a storage engine that keeps data on disk: {}",
                    String.join(", ", idle));
        }
        if (node.state().membership().isEmpty() && config.cluster().peers().isEmpty()) {
            LOG.info(
                    "this member belongs to no cluster yet: it waits for others to take it in,"
                            + " or set cluster.bootstrap = true to found one");
        }
        var _ =
                node.await()
                        .until("its cluster", StartReport::knowsItsCluster, PATIENCE)
                        .thenAccept(state -> compare(config, state));
    }

    private static boolean knowsItsCluster(RaftState state) {
        return state.leader() != null
                && !state.committed().membership().isEmpty()
                && state.committed().equals(state.effective());
    }

    private static void compare(ServerConfig config, RaftState state) {
        var contradiction = PeerList.contradiction(config, state.membership());
        if (contradiction != null) {
            LOG.warn("{}", contradiction);
        }
    }
}
