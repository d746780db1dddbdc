package io.balsa.raft.grpc;

import static io.balsa.raft.testkit.contract.Waiting.until;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.transport.FrameWriter;
import io.balsa.raft.transport.Identity;
import io.balsa.raft.transport.v1.Wire;
import io.balsa.raft.transport.v1.Wire.Frame;
import io.balsa.raft.transport.v1.Wire.Hello;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Calls a transport with whatever bytes a test wants to send.
final class RawCaller extends ClientCall.Listener<byte[]> implements AutoCloseable {
    private static final MethodDescriptor<byte[], byte[]> METHOD =
            ConnectMethod.DIALLED.toBuilder(new Bytes(), new Bytes()).build();

    final ConcurrentLinkedQueue<byte[]> answers = new ConcurrentLinkedQueue<>();
    private final ManagedChannel channel;
    private final ClientCall<byte[], byte[]> call;
    private volatile @Nullable Status status;

    RawCaller(int port) {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        call = channel.newCall(METHOD, CallOptions.DEFAULT);
        call.start(this, new Metadata());
        call.request(1_000);
    }

    void send(byte[] bytes) {
        call.sendMessage(bytes);
    }

    void send(Frame frame) {
        send(bytes(frame));
    }

    void send(Hello hello) {
        send(Frame.newBuilder().setHello(hello).build());
    }

    /// What `from` says first when it dials `to`.
    static Hello.Builder hello(Identity from, MemberId to) {
        return Hello.newBuilder()
                .setProtocol(1)
                .setCluster(from.cluster())
                .setFrom(from.member().value())
                .setTo(to.value())
                .setTraffic(Wire.Traffic.LEADERSHIP);
    }

    static byte[] bytes(Frame frame) {
        try {
            var out = new ByteArrayOutputStream();
            new FrameWriter(frame, List.of()).drainTo(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How the call ended, once it has.
    Status awaitEnd() {
        until("the end of the call", () -> status != null);
        return Objects.requireNonNull(status);
    }

    @Override
    public void onMessage(byte[] answer) {
        answers.add(answer);
    }

    @Override
    public void onClose(Status end, Metadata trailers) {
        status = end;
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private static final class Bytes implements Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] bytes) {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
