package io.balsa.raft.grpc;

import static java.util.Objects.requireNonNull;

import io.balsa.raft.transport.Ending;
import io.balsa.raft.transport.FrameWriter;
import io.balsa.raft.transport.Protocol.Answers;
import io.balsa.raft.transport.Protocol.Dialled;
import io.balsa.tls.TlsFailures;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.channel.EventLoop;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;

/// A call that this process makes. Confined to the event loop.
final class DialledCall extends ClientCall.Listener<byte[]> implements Dialled {
    private final ManagedChannel channel;
    private final ClientCall<FrameWriter, byte[]> call;
    private final EventLoop loop;
    private @Nullable Answers answers;
    private boolean isClosed;

    DialledCall(ManagedChannel channel, EventLoop loop) {
        this.channel = channel;
        this.call = channel.newCall(ConnectMethod.DIALLING, CallOptions.DEFAULT);
        this.loop = loop;
    }

    @Override
    public void open(Answers answers) {
        this.answers = answers;
        call.start(this, new Metadata());
        call.request(1);
    }

    @Override
    public boolean isReady() {
        return call.isReady();
    }

    @Override
    public void write(FrameWriter frame) {
        call.sendMessage(frame);
    }

    @Override
    public void onMessage(byte[] bytes) {
        confined(() -> {
            if (!isClosed) {
                owner().onFrame(bytes);
                call.request(1);
            }
        });
    }

    @Override
    public void onReady() {
        confined(() -> owner().onReady());
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        confined(() -> owner().onClosed(reason(status)));
    }

    private Answers owner() {
        return requireNonNull(answers);
    }

    @Override
    public void close(Ending ending, String why) {
        isClosed = true;
        call.cancel(why, null);
        channel.shutdownNow();
    }

    /// gRPC does not promise to call on the event loop.
    private void confined(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
            return;
        }
        try {
            loop.execute(task);
        } catch (RejectedExecutionException _) {
            // The transport was closed meanwhile.
        }
    }

    /// What went wrong, on one line: some of it may be words of the other side.
    private static String reason(Status status) {
        return sentence(status).replaceAll("\\p{Cntrl}+", " ");
    }

    private static String sentence(Status status) {
        var cause = status.getCause();
        var description =
                Objects.requireNonNullElse(status.getDescription(), status.getCode().toString());
        if (cause == null) {
            return description;
        }
        var message = Objects.requireNonNullElse(cause.getMessage(), description);
        return TlsFailures.explain(cause).orElse(message);
    }
}
