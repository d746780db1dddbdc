package io.balsa.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.google.protobuf.ByteString;

import io.balsa.cli.KvServer;
import io.balsa.client.Endpoint;
import io.balsa.client.Security;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class ClosedLoopTest {
    private static final long PATIENCE_NANOS = SECONDS.toNanos(30);

    @Test
    void keepsExactlyAsManyRequestsInFlightAsThereAreClients() throws Exception {
        var load = new Plan.Load(7, 3, 1, Duration.ofSeconds(30));
        var puts = new Workload.Puts(new KeySpace(16, 100), ByteString.copyFromUtf8("v"));
        try (var server = new KvServer();
                var connections =
                        Connections.open(target(server), load, new Security.Plaintext())) {
            server.hold();
            var meter = new Meter();
            var size = new ClosedLoop.Size(7, 100);
            var loop = new ClosedLoop<>(puts, connections, meter, size);

            loop.start();
            awaitInFlight(server, 7);
            assertThat(loop.awaitEnd(0)).isFalse();
            server.release();

            assertThat(loop.awaitEnd(PATIENCE_NANOS)).isTrue();
            assertThat(server.inFlightMax).hasValue(7);
            meter.lap();
            assertThat(meter.total().getTotalCount()).isEqualTo(100);
            assertThat(server.puts).hasValue(100);
        }
    }

    @Test
    void sendsNothingMoreOnceStopped() throws Exception {
        var load = new Plan.Load(4, 1, 1, Duration.ofSeconds(30));
        var puts = new Workload.Puts(new KeySpace(16, 100), ByteString.EMPTY);
        try (var server = new KvServer();
                var connections =
                        Connections.open(target(server), load, new Security.Plaintext())) {
            server.hold();
            var size = new ClosedLoop.Size(4, Long.MAX_VALUE);
            var loop = new ClosedLoop<>(puts, connections, new Meter(), size);

            loop.start();
            awaitInFlight(server, 4);
            loop.stop();
            server.release();

            assertThat(loop.awaitEnd(PATIENCE_NANOS)).isTrue();
            assertThat(server.puts).hasValue(4);
        }
    }

    private static Target target(KvServer server) {
        return new Target("test", List.of(Endpoint.parse(server.endpoint())));
    }

    private static void awaitInFlight(KvServer server, int count) {
        var deadline = System.nanoTime() + PATIENCE_NANOS;
        while (server.inFlight.get() < count) {
            assertThat(System.nanoTime()).as("still waiting").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
