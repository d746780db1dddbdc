package io.balsa.raft.transport;

import static io.balsa.raft.transport.MalformedFrame.demand;

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

    /// Takes in the bytes of one frame. The first says who sends them all.
    public void onFrame(byte[] bytes) {
        onFrame(bytes, null);
    }

    /// Takes in the bytes of one frame that says itself who sends it.
    ///
    /// @param traffic what such a frame is for, by the way on which it came
    public void onRequest(byte[] bytes, Traffic traffic) {
        onFrame(bytes, traffic);
    }

    private void onFrame(byte[] bytes, @Nullable Traffic expected) {
        if (isClosed) {
            return;
        }
        var counters = reception.dialler().counters();
        counters.framesReceived.increment();
        counters.bytesReceived.add(bytes.length);
        if (bytes.length > reception.dialler().limits().frameBytesMax()) {
            refuseOversize(bytes.length);
            return;
        }
        try {
            var frame = Frames.parse(bytes);
            var greets = caller == null || expected != null;
            var isNew = greets && greet(frame.getHello(), expected);
            if (caller == null || isClosed) {
                return;
            }
            if (!isNew || expected != null) {
                receive(caller.member(), frame);
            }
            if (isNew && !isClosed) {
                answerGreeting(caller);
            }
        } catch (MalformedFrame e) {
            refuse(Ending.MALFORMED, "a frame that makes no sense: " + e.why());
        }
    }

    /// Ends the line of whoever wants to send a frame of so many bytes.
    public void refuseOversize(long bytes) {
        refuse(
                Ending.OVERSIZE,
                "a frame of %d bytes, %d are the most: give all members the same frameBytesMax"
                        .formatted(bytes, reception.dialler().limits().frameBytesMax()));
    }

    /// Ends the line of whoever sent `what`, which makes no sense, and counts that.
    public void refuse(Ending ending, String what) {
        if (!isClosed) {
            reception.dialler().counters().framesRefused.increment();
            reception.complain(this, "sent " + what);
            close(ending, what);
        }
    }

    /// Returns whether the caller is another one than before.
    private boolean greet(Hello hello, @Nullable Traffic expected) throws MalformedFrame {
        var handshake = reception.dialler().handshake();
        var objection = handshake.objection(hello, null);
        if (objection != null) {
            reception.dialler().counters().handshakesRefused.increment();
            reception.complain(this, "was refused: " + objection);
            close(Ending.STRANGER, objection);
            return false;
        }
        var traffic = Traffic.of(hello.getTraffic());
        demand(expected == null || traffic == expected, "a frame goes the way of its traffic");
        var greeting = new Caller(MemberId.of(hello.getFrom()), traffic);
        var isNew = !greeting.equals(caller);
        if (isNew) {
            onCaller(greeting, hello.getAddress());
        }
        return isNew;
    }

    private void onCaller(Caller greeting, String address) {
        patience.cancel(false);
        if (caller != null) {
            reception.onClosed(caller, this);
        }
        caller = greeting;
        reception.onOpen(greeting, address, this);
    }

    private void answerGreeting(Caller greeting) {
        var handshake = reception.dialler().handshake();
        line.write(Frames.hello(handshake.hello(greeting.member(), greeting.traffic())));
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
