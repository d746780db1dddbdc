package io.balsa.benchmarks.stack;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.google.protobuf.ByteString;

import io.balsa.wire.etcd.KVGrpc;
import io.balsa.wire.etcd.KVGrpc.KVStub;
import io.balsa.wire.etcd.PutRequest;
import io.balsa.wire.etcd.PutResponse;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.channel.EventLoopGroup;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Keeps a fixed number of puts in flight over a fixed number of connections.
final class ClosedLoop implements AutoCloseable {
    private static final ByteString VALUE = ByteString.copyFrom(new byte[256]);
    private static final long LATENCY_NANOS_MAX = SECONDS.toNanos(60);

    private final EventLoopGroup loops;
    private final List<ManagedChannel> connections = new ArrayList<>();

    ClosedLoop(int port, int connections, Tuning tuning) {
        loops = tuning.io().loops(tuning.loops());
        for (var i = 0; i < connections; i++) {
            var builder =
                    NettyChannelBuilder.forAddress("127.0.0.1", port)
                            .usePlaintext()
                            .channelType(tuning.io().connection)
                            .eventLoopGroup(loops);
            this.connections.add((tuning.direct() ? builder.directExecutor() : builder).build());
        }
    }

    /// What came of one run.
    record Result(long elapsedNanos, Histogram latencyNanos) {
        long puts() {
            return latencyNanos.getTotalCount();
        }
    }

    /// Puts for so long, then waits for the answers that are still due.
    ///
    /// @throws java.util.concurrent.CompletionException if a put fails
    Result run(int inFlight, double seconds) {
        var latencyNanos = new ConcurrentHistogram(LATENCY_NANOS_MAX, 3);
        var start = System.nanoTime();
        var deadline = start + Math.round(seconds * SECONDS.toNanos(1));
        var clients = new ArrayList<Client>();
        for (var i = 0; i < inFlight; i++) {
            var stub = KVGrpc.newStub(connections.get(i % connections.size()));
            clients.add(new Client(stub, put(i), latencyNanos, deadline));
        }
        clients.forEach(Client::next);
        clients.forEach(client -> client.done.join());
        return new Result(System.nanoTime() - start, latencyNanos);
    }

    @Override
    public void close() {
        connections.forEach(ManagedChannel::shutdownNow);
        loops.shutdownGracefully(0, 1, SECONDS).awaitUninterruptibly();
    }

    private static PutRequest put(int number) {
        var key = ByteString.copyFromUtf8("key-%012d".formatted(number));
        return PutRequest.newBuilder().setKey(key).setValue(VALUE).build();
    }

    /// Sends its put again as soon as it is answered.
    private static final class Client implements StreamObserver<PutResponse> {
        private final KVStub stub;
        private final PutRequest put;
        private final Histogram latencyNanos;
        private final long deadline;
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private long sent;

        Client(KVStub stub, PutRequest put, Histogram latencyNanos, long deadline) {
            this.stub = stub;
            this.put = put;
            this.latencyNanos = latencyNanos;
            this.deadline = deadline;
        }

        void next() {
            sent = System.nanoTime();
            if (sent - deadline < 0) {
                stub.put(put, this);
            } else {
                done.complete(null);
            }
        }

        @Override
        public void onNext(PutResponse answer) {}

        @Override
        public void onError(Throwable failure) {
            done.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            latencyNanos.recordValue(System.nanoTime() - sent);
            next();
        }
    }
}
