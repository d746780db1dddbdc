package io.balsa.cli.bench;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// Keeps a fixed number of requests in flight: each client sends its next one as soon as the last
/// is answered. A client whose request failed rests first, so that a broken target is not asked a
/// million times a second.
///
/// A target that stalls is therefore asked less often, and its stall counts once per client. For
/// the latency at a given rate of requests, this is the wrong tool.
final class ClosedLoop<Q, A> {
    static final long REST_MILLIS = 10;

    private final Workload<Q, A> workload;
    private final Connections connections;
    private final Meter meter;
    private final long requestsMax;
    private final AtomicLong tickets = new AtomicLong();
    private final List<Client> clients;
    private final CountDownLatch running;
    private volatile boolean stopping;

    ClosedLoop(Workload<Q, A> workload, Connections connections, Meter meter, Size size) {
        this.workload = workload;
        this.connections = connections;
        this.meter = meter;
        this.requestsMax = size.requestsMax;
        this.clients = IntStream.range(0, size.clients).mapToObj(Client::new).toList();
        this.running = new CountDownLatch(size.clients);
    }

    /// @param clients requests in flight
    /// @param requestsMax after so many, it stops
    record Size(int clients, long requestsMax) {}

    void start() {
        clients.forEach(Client::next);
    }

    /// Sends no more. What is in flight may still be answered.
    void stop() {
        stopping = true;
    }

    /// Waits until nothing is in flight any more, and says whether that came true.
    boolean awaitEnd(long nanosMax) throws InterruptedException {
        return running.await(Math.max(0, nanosMax), NANOSECONDS);
    }

    /// Gives up on what has been in flight for longer than that. To be called every now and then: a
    /// timer per request would cost more than the request.
    void cutOff(long patienceNanos) {
        clients.forEach(client -> client.cutOff(patienceNanos));
    }

    private final class Client extends ClientCall.Listener<A> {
        private long turn;
        private long sentNanos;
        private volatile @Nullable ClientCall<Q, A> call;
        private volatile boolean cutOff;

        Client(int number) {
            turn = number;
        }

        void next() {
            var ticket = stopping ? requestsMax : tickets.getAndIncrement();
            if (ticket >= requestsMax) {
                running.countDown();
                return;
            }
            var request = workload.request(ticket);
            var next =
                    connections.connection(turn++).newCall(workload.method(), CallOptions.DEFAULT);
            sentNanos = System.nanoTime();
            cutOff = false;
            call = next;
            next.start(this, new Metadata());
            next.request(2); // One answer, and room to notice a second.
            next.sendMessage(request);
            next.halfClose();
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (status.isOk()) {
                meter.answered(System.nanoTime() - sentNanos);
                next();
            } else {
                meter.failed(
                        cutOff ? Status.DEADLINE_EXCEEDED.withDescription("no answer") : status);
                var _ = connections.loops().schedule(this::next, REST_MILLIS, MILLISECONDS);
            }
        }

        /// Reads the call before its time of sending, so that at worst it cancels one that has
        /// ended, which does nothing.
        void cutOff(long patienceNanos) {
            var late = call;
            if (late != null && System.nanoTime() - sentNanos > patienceNanos) {
                cutOff = true;
                late.cancel("no answer in time", null);
            }
        }
    }
}
