package io.balsa.cli;

import com.google.protobuf.ByteString;

import io.balsa.wire.etcd.DeleteRangeRequest;
import io.balsa.wire.etcd.DeleteRangeResponse;
import io.balsa.wire.etcd.KVGrpc;
import io.balsa.wire.etcd.KeyValue;
import io.balsa.wire.etcd.PutRequest;
import io.balsa.wire.etcd.PutResponse;
import io.balsa.wire.etcd.RangeRequest;
import io.balsa.wire.etcd.RangeResponse;
import io.balsa.wire.etcd.ResponseHeader;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// A tiny server of etcd's KV service that counts, and can be told to hold back or to fail.
public final class KvServer extends KVGrpc.KVImplBase implements AutoCloseable {
    private final NavigableMap<ByteString, KeyValue> pairs =
            new TreeMap<>(ByteString.unsignedLexicographicalComparator());
    private final List<Runnable> heldBack = new ArrayList<>();
    private final Server server;
    private final String endpoint;
    private long revision = 1;
    private boolean isHolding;

    /// Requests that have arrived, and most that were unanswered at one time.
    public final AtomicLong puts = new AtomicLong();

    public final AtomicLong ranges = new AtomicLong();
    public final AtomicInteger inFlight = new AtomicInteger();
    public final AtomicInteger inFlightMax = new AtomicInteger();

    /// Every so many-th put fails as unavailable; 0 means none.
    public volatile int failEvery;

    public KvServer() throws IOException {
        this(_ -> {});
    }

    /// Told more before it starts.
    public KvServer(Consumer<NettyServerBuilder> more) throws IOException {
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var builder = NettyServerBuilder.forAddress(any).addService(this);
        more.accept(builder);
        server = builder.build().start();
        endpoint = "127.0.0.1:" + server.getPort();
    }

    public String endpoint() {
        return endpoint;
    }

    /// Answers nothing until [#release].
    public synchronized void hold() {
        isHolding = true;
    }

    public synchronized void release() {
        isHolding = false;
        heldBack.forEach(Runnable::run);
        heldBack.clear();
    }

    @Override
    public void put(PutRequest request, StreamObserver<PutResponse> answer) {
        var number = puts.incrementAndGet();
        arrive(() -> {
            if (failEvery > 0 && number % failEvery == 0) {
                answer.onError(
                        Status.UNAVAILABLE
                                .withDescription("etcdserver: no leader")
                                .asRuntimeException());
                return;
            }
            store(request);
            answer.onNext(PutResponse.newBuilder().setHeader(header()).build());
            answer.onCompleted();
        });
    }

    @Override
    public void range(RangeRequest request, StreamObserver<RangeResponse> answer) {
        ranges.incrementAndGet();
        arrive(() -> {
            var all = List.copyOf(range(request.getKey(), request.getRangeEnd()).values());
            var limit =
                    request.getLimit() > 0 ? Math.min(request.getLimit(), all.size()) : all.size();
            answer.onNext(
                    RangeResponse.newBuilder()
                            .setHeader(header())
                            .addAllKvs(all.subList(0, (int) limit))
                            .setCount(all.size())
                            .setMore(limit < all.size())
                            .build());
            answer.onCompleted();
        });
    }

    @Override
    public void deleteRange(
            DeleteRangeRequest request, StreamObserver<DeleteRangeResponse> answer) {
        arrive(() -> {
            var range = range(request.getKey(), request.getRangeEnd());
            var deleted = range.size();
            range.clear();
            revision++;
            answer.onNext(
                    DeleteRangeResponse.newBuilder()
                            .setHeader(header())
                            .setDeleted(deleted)
                            .build());
            answer.onCompleted();
        });
    }

    public synchronized int size() {
        return pairs.size();
    }

    private synchronized void arrive(Runnable work) {
        inFlightMax.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        Runnable ending =
                () -> {
                    inFlight.decrementAndGet();
                    work.run();
                };
        if (isHolding) {
            heldBack.add(ending);
        } else {
            ending.run();
        }
    }

    private void store(PutRequest request) {
        revision++;
        var old = pairs.get(request.getKey());
        pairs.put(
                request.getKey(),
                KeyValue.newBuilder()
                        .setKey(request.getKey())
                        .setValue(request.getValue())
                        .setVersion(old == null ? 1 : old.getVersion() + 1)
                        .setCreateRevision(old == null ? revision : old.getCreateRevision())
                        .setModRevision(revision)
                        .build());
    }

    private NavigableMap<ByteString, KeyValue> range(ByteString first, ByteString end) {
        if (end.isEmpty()) {
            return pairs.subMap(first, true, first, true);
        }
        var isOpen = end.size() == 1 && end.byteAt(0) == 0;
        return isOpen ? pairs.tailMap(first, true) : pairs.subMap(first, true, end, false);
    }

    private ResponseHeader header() {
        return ResponseHeader.newBuilder().setRevision(revision).build();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
