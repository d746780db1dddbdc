package io.balsa.client;

import io.balsa.wire.v1.AdminServiceGrpc;
import io.balsa.wire.v1.MemberStatus;
import io.balsa.wire.v1.MembershipResponse;
import io.balsa.wire.v1.PromoteRequest;
import io.balsa.wire.v1.Role;
import io.balsa.wire.v1.StatusRequest;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/// Says that it leads, and answers only the second promotion.
final class HangingLeader extends AdminServiceGrpc.AdminServiceImplBase implements AutoCloseable {
    private final Server server;

    final AtomicInteger promotions = new AtomicInteger();

    HangingLeader() throws IOException {
        server =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .addService(this)
                        .build()
                        .start();
    }

    String endpoint() {
        return "127.0.0.1:" + server.getPort();
    }

    @Override
    public void status(StatusRequest request, StreamObserver<MemberStatus> client) {
        client.onNext(
                MemberStatus.newBuilder()
                        .setRole(Role.ROLE_LEADER)
                        .setTerm(1)
                        .setReady(true)
                        .build());
        client.onCompleted();
    }

    @Override
    public void promote(PromoteRequest request, StreamObserver<MembershipResponse> client) {
        if (promotions.incrementAndGet() > 1) {
            client.onNext(MembershipResponse.getDefaultInstance());
            client.onCompleted();
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
