package io.balsa.raft.grpc;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.grpc.v1.Wire.Frame;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// One attempt to reach a member, from dialling to the end of the stream. Confined to the event
/// loop.
final class Connection extends ClientCall.Listener<byte[]> {
    /// Told what becomes of a connection, on the event loop.
    interface Owner {
        /// The member is the one that was meant, and listens.
        void onOpen();

        /// There is room for more after [Connection#isReady()] was false.
        void onReady();

        /// The connection is over, whether it was open or not. The last call.
        void onClosed(String reason);
    }

    private final Dialler dialler;
    private final EventLoop loop;
    private final MemberId member;
    private final Owner owner;
    private final ManagedChannel channel;
    private final ClientCall<FrameWriter, byte[]> call;
    private @Nullable Future<?> timer;
    private boolean open;
    private boolean closed;
    private long pingsSent;
    private long pingsAnswered;

    /// One ping is under way at a time. What counts is how often this was found unanswered, not for
    /// how long: a process that was paused itself must not blame the others.
    private int unanswered;

    Connection(Dialler dialler, MemberId member, InetSocketAddress address, Owner owner) {
        this.dialler = dialler;
        this.loop = dialler.loop();
        this.member = member;
        this.owner = owner;
        this.channel = dialler.channel(address);
        this.call = dialler.call(channel);
    }

    void dial(Traffic traffic) {
        timer =
                loop.schedule(
                        () -> end("it did not answer in time"),
                        dialler.timing().connectNanos(),
                        TimeUnit.NANOSECONDS);
        call.start(this, new Metadata());
        call.request(1);
        call.sendMessage(Frames.hello(dialler.handshake().hello(member, traffic)));
    }

    boolean isReady() {
        return open && call.isReady();
    }

    void write(FrameWriter frame) {
        call.sendMessage(frame);
        dialler.counters().framesSent.increment();
        dialler.counters().bytesSent.add(frame.bytes());
    }

    @Override
    public void onMessage(byte[] bytes) {
        confined(() -> onFrame(bytes));
    }

    @Override
    public void onReady() {
        confined(() -> {
            if (isReady()) {
                owner.onReady();
            }
        });
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        confined(() -> end(reason(status)));
    }

    private void onFrame(byte[] bytes) {
        if (closed) {
            return;
        }
        try {
            var frame = Frames.parse(bytes);
            if (open) {
                pingsAnswered = Math.max(pingsAnswered, frame.getPing());
            } else {
                greet(frame);
            }
            call.request(1);
        } catch (MalformedFrame e) {
            end("what it answers makes no sense: " + e.why());
        }
    }

    private void greet(Frame frame) {
        var objection = dialler.handshake().objection(frame.getHello(), member);
        if (objection != null) {
            dialler.counters().handshakesRefused.increment();
            end(objection);
            return;
        }
        open = true;
        cancelTimer();
        var pause = dialler.timing().pingNanos();
        timer = loop.scheduleWithFixedDelay(this::ping, pause, pause, TimeUnit.NANOSECONDS);
        owner.onOpen();
    }

    private void ping() {
        if (pingsAnswered == pingsSent) {
            unanswered = 0;
            call.sendMessage(Frames.ping(++pingsSent));
        } else if (++unanswered >= dialler.timing().pingsMissedMax()) {
            end("it does not answer any more");
        }
    }

    /// Gives the connection up without telling the owner.
    void close() {
        closed = true;
        cancelTimer();
        call.cancel("closed", null);
        channel.shutdownNow();
    }

    private void end(String reason) {
        if (!closed) {
            close();
            owner.onClosed(reason);
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /// gRPC does not promise to call on the event loop.
    private void confined(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            dialler.execute(task);
        }
    }

    private static String reason(Status status) {
        var cause = status.getCause();
        if (cause != null && cause.getMessage() != null) {
            return cause.getMessage();
        }
        return Objects.requireNonNullElse(status.getDescription(), status.getCode().toString());
    }
}
