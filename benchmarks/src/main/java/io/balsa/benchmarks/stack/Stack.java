package io.balsa.benchmarks.stack;

import static java.util.concurrent.CompletableFuture.completedStage;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.grpc.GrpcService;

import io.balsa.server.port.ClientPort;
import io.balsa.server.port.ClientPortLimits;
import io.balsa.server.port.HttpResponse;
import io.balsa.wire.etcd.KVGrpc;
import io.balsa.wire.etcd.PutRequest;
import io.balsa.wire.etcd.PutResponse;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.grpc.server.GrpcServerResponse;
import io.vertx.grpcio.server.GrpcIoServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;

/// The candidates. Each serves puts and, but for bare gRPC, `GET /healthz` on the same port.
enum Stack {
    /// What Balsa runs: gRPC and HTTP/1.1 behind one socket. Its tuning is its own.
    BALSA {
        @Override
        int start(Tuning tuning) throws IOException {
            var service = ApplyThread.start();
            var port =
                    ClientPort.open(
                            anyPort(),
                            List.of(service),
                            _ -> completedStage(HttpResponse.text(200, "ok")),
                            ClientPortLimits.defaults());
            return port.address().getPort();
        }
    },

    /// grpc-java alone, without HTTP/1.1.
    GRPC {
        @Override
        int start(Tuning tuning) throws IOException {
            var loops = tuning.io().loops(tuning.loops());
            var builder =
                    NettyServerBuilder.forAddress(anyPort())
                            .channelType(tuning.io().listener)
                            .bossEventLoopGroup(loops)
                            .workerEventLoopGroup(loops)
                            .addService(ApplyThread.start());
            if (tuning.direct()) {
                builder.directExecutor();
            }
            return builder.build().start().getPort();
        }
    },

    ARMERIA {
        @Override
        int start(Tuning tuning) {
            var grpc = GrpcService.builder().addService(ApplyThread.start()).build();
            var server =
                    Server.builder()
                            .http(anyPort())
                            .workerGroup(tuning.loops())
                            .service(grpc)
                            .service(
                                    "/healthz",
                                    (_, _) -> com.linecorp.armeria.common.HttpResponse.of("ok"))
                            .build();
            server.start().join();
            return server.activeLocalPort();
        }
    },

    VERTX {
        @Override
        int start(Tuning tuning) {
            var options =
                    new VertxOptions()
                            .setPreferNativeTransport(true)
                            .setEventLoopPoolSize(tuning.loops());
            var vertx = Vertx.vertx(options);
            var apply = ApplyThread.start();
            var grpc = GrpcIoServer.server(vertx);
            grpc.callHandler(
                    KVGrpc.getPutMethod(),
                    call -> call.handler(put -> apply.put(put, new VertxClient(call.response()))));
            return vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                    .requestHandler(request -> healthOr(grpc, request))
                    .listen()
                    .await()
                    .actualPort();
        }
    };

    /// Starts to serve, until the process ends, and returns the port.
    abstract int start(Tuning tuning) throws IOException;

    static Stack named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static void healthOr(GrpcIoServer grpc, HttpServerRequest request) {
        if ("/healthz".equals(request.path())) {
            var _ = request.response().end("ok");
        } else {
            grpc.handle(request);
        }
    }

    private record VertxClient(GrpcServerResponse<PutRequest, PutResponse> response)
            implements StreamObserver<PutResponse> {
        @Override
        public void onNext(PutResponse answer) {
            var _ = response.end(answer);
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
    }
}
