package io.balsa.raft.transport;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.transport.v1.Wire.Frame;
import io.balsa.raft.transport.v1.Wire.Hello;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;

/// A line that another process has dialled. It delivers nothing before both sides know each other,
/// and nothing after a frame that makes no sense. Confined to the event loop.
public final class Inbound {
    /// Who uses the line, and what for.
    record Caller(MemberId member, Traffic traffic) {}

    private final Reception reception;
    private final Line line;
    private final Object address;
    private final Future<?> patience;
    private @Nullable Caller caller;
    private boolean isClosed;

    /// @param address where it comes from, for people
    Inbound(Reception reception, Line line, Object address) {
        this.reception = reception;
        this.line = line;
        this.address = address;
        var dialler = reception.dialler();
        this.patience =
                dialler.loop()
                        .schedule(
                                () -> close(Ending.SILENT, "hello did not come in time"),
                                dialler.timing().connectNanos(),
                                TimeUnit.NANOSECONDS);
    }

    /// Takes in the bytes of one frame.
    public void onFrame(byte[] bytes) {
        if (isClosed) {
            return;
        }
        var counters = reception.dialler().counters();
        counters.framesReceived.increment();
        counters.bytesReceived.add(bytes.length);
        var bytesMax = reception.dialler().limits().frameBytesMax();
        if (bytes.length > bytesMax) {
            refuse(
                    Ending.OVERSIZE,
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
        } catch (MalformedFrame e) {
            refuse(Ending.MALFORMED, "a frame that makes no sense: " + e.why());
        }
    }

    private void refuse(Ending ending, String frame) {
        reception.dialler().counters().framesRefused.increment();
        reception.complain(this, "sent " + frame);
        close(ending, frame);
    }

    private void greet(Hello hello) throws MalformedFrame {
        var handshake = reception.dialler().handshake();
        var objection = handshake.objection(hello, null);
        if (objection != null) {
            reception.dialler().counters().handshakesRefused.increment();
            reception.complain(this, "was refused: " + objection);
            close(Ending.STRANGER, objection);
            return;
        }
        patience.cancel(false);
        var member = MemberId.of(hello.getFrom());
        var traffic = Traffic.of(hello.getTraffic());
        caller = new Caller(member, traffic);
        line.write(Frames.hello(handshake.hello(member, traffic)));
        reception.onOpen(caller, hello.getAddress(), this);
    }

    private void receive(MemberId from, Frame frame) throws MalformedFrame {
        var messages = MessageReader.messages(frame);
        reception.dialler().counters().messagesReceived.add(messages.size());
        for (var message : messages) {
            reception.deliver(from, message);
        }
        if (frame.getPing() != 0) {
            answer(frame.getPing());
        }
    }

    /// Whoever pings waits for the answer before the next ping, so that there is always room.
    private void answer(long ping) {
        if (line.isReady()) {
            line.write(Frames.ping(ping));
        } else {
            close(Ending.STUCK, "the answers to pings are not taken in");
        }
    }

    /// Ends the line and says why.
    public void close(Ending ending, String why) {
        if (!isClosed) {
            onEnd();
            line.close(ending, why);
        }
    }

    /// The line is no more.
    public void onEnd() {
        isClosed = true;
        patience.cancel(false);
        if (caller != null) {
            reception.onClosed(caller, this);
        }
    }

    @Override
    public String toString() {
        return caller == null
                ? "a connection from " + address
                : "member %s from %s".formatted(caller.member(), address);
    }
}
