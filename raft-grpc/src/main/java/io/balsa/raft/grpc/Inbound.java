package io.balsa.raft.grpc;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.grpc.v1.Wire.Frame;
import io.balsa.raft.grpc.v1.Wire.Hello;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;

/// A stream that another process has dialled. It delivers nothing before both sides know each
/// other, and nothing after a frame that makes no sense. Confined to the event loop.
final class Inbound extends ServerCall.Listener<byte[]> {
    /// Who uses the stream, and what for.
    record Caller(MemberId member, Traffic traffic) {}

    private final TransportService service;
    private final ServerCall<byte[], FrameWriter> call;
    private final Future<?> patience;
    private @Nullable Caller caller;
    private boolean isClosed;

    Inbound(TransportService service, ServerCall<byte[], FrameWriter> call) {
        this.service = service;
        this.call = call;
        var dialler = service.dialler();
        this.patience =
                dialler.loop()
                        .schedule(
                                () -> close(Status.DEADLINE_EXCEEDED, "hello did not come in time"),
                                dialler.timing().connectNanos(),
                                TimeUnit.NANOSECONDS);
        call.sendHeaders(new Metadata());
        call.request(1);
    }

    @Override
    public void onMessage(byte[] bytes) {
        if (isClosed) {
            return;
        }
        var counters = service.dialler().counters();
        counters.framesReceived.increment();
        counters.bytesReceived.add(bytes.length);
        var bytesMax = service.dialler().limits().frameBytesMax();
        if (bytes.length > bytesMax) {
            refuse(
                    Status.RESOURCE_EXHAUSTED,
                    "a frame of %d bytes, %d are the most: give all members the same frameBytesMax"
                            .formatted(bytes.length, bytesMax));
            return;
        }
        try {
            var frame = Frames.parse(bytes);
            if (caller == null) {
                greet(frame.getHello());
            } else {
                receive(caller.member(), frame);
            }
            call.request(1);
        } catch (MalformedFrame e) {
            refuse(Status.INVALID_ARGUMENT, "a frame that makes no sense: " + e.why());
        }
    }

    private void refuse(Status status, String frame) {
        service.dialler().counters().framesRefused.increment();
        service.complain(this, "sent " + frame);
        close(status, frame);
    }

    private void greet(Hello hello) throws MalformedFrame {
        var handshake = service.dialler().handshake();
        var objection = handshake.objection(hello, null);
        if (objection != null) {
            service.dialler().counters().handshakesRefused.increment();
            service.complain(this, "was refused: " + objection);
            close(Status.FAILED_PRECONDITION, objection);
            return;
        }
        patience.cancel(false);
        var member = MemberId.of(hello.getFrom());
        var traffic = Traffic.of(hello.getTraffic());
        caller = new Caller(member, traffic);
        call.sendMessage(Frames.hello(handshake.hello(member, traffic)));
        service.onOpen(caller, hello.getAddress(), this);
    }

    private void receive(MemberId from, Frame frame) throws MalformedFrame {
        var messages = MessageReader.messages(frame);
        service.dialler().counters().messagesReceived.add(messages.size());
        for (var message : messages) {
            service.deliver(from, message);
        }
        if (frame.getPing() != 0) {
            answer(frame.getPing());
        }
    }

    /// Whoever pings waits for the answer before the next ping, so that there is always room.
    private void answer(long ping) {
        if (call.isReady()) {
            call.sendMessage(Frames.ping(ping));
        } else {
            close(Status.RESOURCE_EXHAUSTED, "the answers to pings are not taken in");
        }
    }

    /// Ends the stream and says why.
    void close(Status status, String why) {
        if (!isClosed) {
            onEnd();
            call.close(status.withDescription(why), new Metadata());
        }
    }

    @Override
    public void onHalfClose() {
        close(Status.OK, "");
    }

    @Override
    public void onCancel() {
        onEnd();
    }

    @Override
    public void onComplete() {
        onEnd();
    }

    private void onEnd() {
        isClosed = true;
        patience.cancel(false);
        if (caller != null) {
            service.onClosed(caller, this);
        }
    }

    @Override
    public String toString() {
        var address = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        return caller == null
                ? "a connection from " + address
                : "member %s from %s".formatted(caller.member(), address);
    }
}
