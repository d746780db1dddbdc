package io.balsa.server;

import static java.util.Objects.requireNonNullElse;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.balsa.raft.core.Role;
import io.balsa.raft.node.RaftNode;
import io.balsa.server.config.ServerConfig.Farewell;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// Lets another member lead before this one ends, so that the cluster goes on without an election
/// timeout. Requests that come in meanwhile are passed on to the new leader.
record Handover(Farewell farewell) {
    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

    /// Returns when another leads, or when there is nothing to be done about it.
    void await(RaftNode<?> node) {
        var state = node.state();
        var isNeeded =
                state.role() instanceof Role.Leader && state.membership().voters().size() > 1;
        if (!farewell.handsOver() || !isNeeded || node.termination().isDone()) {
            return;
        }
        try {
            node.membership().transferLeadership().get(farewell.patienceNanos(), NANOSECONDS);
        } catch (ExecutionException failure) {
            LOG.info(
                    "nobody took over leadership: {}",
                    requireNonNullElse(failure.getCause(), failure).getMessage());
        } catch (TimeoutException _) {
            LOG.info("nobody took over leadership within raft.transfer_timeout_ms");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
