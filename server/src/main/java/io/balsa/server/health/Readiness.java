package io.balsa.server;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.balsa.server.store.ReplicatedStore;
import io.grpc.BindableService;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;

import java.util.concurrent.ScheduledExecutorService;

/// Tells `grpc.health.v1` whether this member can serve: as long as it knows a leader, it can.
final class Readiness {
    private static final long LOOK_MILLIS = 100;

    private final HealthStatusManager health = new HealthStatusManager();

    Readiness() {
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.NOT_SERVING);
    }

    BindableService service() {
        return health.getHealthService();
    }

    void follow(ReplicatedStore store, ScheduledExecutorService clock) {
        var _ = clock.scheduleWithFixedDelay(() -> look(store), 0, LOOK_MILLIS, MILLISECONDS);
    }

    private void look(ReplicatedStore store) {
        health.setStatus(
                HealthStatusManager.SERVICE_NAME_ALL_SERVICES,
                store.state().leader() == null ? ServingStatus.NOT_SERVING : ServingStatus.SERVING);
    }

    /// The member is about to end.
    void end() {
        health.enterTerminalState();
    }
}
