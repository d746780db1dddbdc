package io.balsa.server.health;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.balsa.server.store.Causes;
import io.balsa.server.store.ReplicatedStore;
import io.grpc.BindableService;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

/// Says whether this member can serve a linearizable read now: by having one served.
///
/// Probes that are asked for while one is under way share it, so that those who ask often cost no
/// more. `grpc.health.v1` follows probes of its own.
public final class Readiness {
    private static final long LOOK_MILLIS = 250;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final HealthStatusManager health = new HealthStatusManager();
    private final ReplicatedStore store;

    private volatile boolean isReady;

    // Guarded by this.
    private @Nullable CompletableFuture<Report> underWay;

    public Readiness(ReplicatedStore store) {
        this.store = store;
        tell(false);
    }

    /// What came of a probe.
    ///
    /// @param error why it is not ready, null when it is
    /// @param checkedAtMillis when the probe ended, of the wall clock
    public record Report(
            boolean isReady, long latencyNanos, @Nullable String error, long checkedAtMillis) {}

    public BindableService service() {
        return health.getHealthService();
    }

    /// Has `grpc.health.v1` follow from now on.
    public void follow(ScheduledExecutorService clock) {
        var _ = clock.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, MILLISECONDS);
    }

    /// Whoever knows no leader cannot serve, and that is known at once.
    private void look() {
        if (store.state().leader() == null) {
            tell(false);
        } else {
            var _ = probe().thenAccept(report -> tell(report.isReady));
        }
    }

    /// What the latest look found, a moment ago.
    public boolean isReady() {
        return isReady;
    }

    private void tell(boolean isReady) {
        this.isReady = isReady;
        health.setStatus(
                HealthStatusManager.SERVICE_NAME_ALL_SERVICES,
                isReady ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
    }

    /// Finds out. Completes within little more than a second, never exceptionally.
    public CompletableFuture<Report> probe() {
        var report = new CompletableFuture<Report>();
        synchronized (this) {
            if (underWay != null) {
                return underWay.copy();
            }
            underWay = report;
        }
        var since = System.nanoTime();
        var _ =
                store.confirm(PATIENCE)
                        .whenComplete((_, failure) -> {
                            synchronized (this) {
                                underWay = null;
                            }
                            report.complete(report(since, failure));
                        });
        return report.copy();
    }

    private static Report report(long since, @Nullable Throwable failure) {
        var latency = System.nanoTime() - since;
        return new Report(failure == null, latency, reason(failure), System.currentTimeMillis());
    }

    private static @Nullable String reason(@Nullable Throwable failure) {
        if (failure == null) {
            return null;
        }
        return String.valueOf(Causes.of(failure).getMessage());
    }

    /// The member is about to end.
    public void end() {
        health.enterTerminalState();
    }
}
