package io.balsa.raft.transport;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.transport.v1.Wire.Frame;
import io.balsa.raft.transport.v1.Wire.Hello;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;

/// One attempt to reach a member, from dialling to the end of the line. Confined to the event loop.
final class Connection implements Protocol.Answers {
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
    private final Protocol.Dialled line;
    private Hello hello = Hello.getDefaultInstance();
    private @Nullable Future<?> timer;
    private boolean open;
    private boolean closed;
    private long pingsSent;
    private long pingsAnswered;

    /// One ping is under way at a time. What counts is how often this was found unanswered, not for
    /// how long: a process that was paused itself must not blame the others.
    private int unanswered;

    Connection(Dialler dialler, MemberId member, Protocol.Dialled line, Owner owner) {
        this.dialler = dialler;
        this.loop = dialler.loop();
        this.member = member;
        this.owner = owner;
        this.line = line;
    }

    void dial(Traffic traffic) {
        timer =
                loop.schedule(
                        () -> end("it did not answer in time"),
                        dialler.timing().connectNanos(),
                        TimeUnit.NANOSECONDS);
        line.open(this);
        hello = dialler.handshake().hello(member, traffic);
        line.write(Frames.hello(hello));
    }

    boolean isReady() {
        return open && line.isReady();
    }

    /// What each frame begins with.
    Frame.Builder head() {
        var head = Frame.newBuilder();
        return dialler.protocol().greetsWithEachFrame() ? head.setHello(hello) : head;
    }

    void write(FrameWriter frame) {
        line.write(frame);
        dialler.counters().framesSent.increment();
        dialler.counters().bytesSent.add(frame.bytes());
    }

    @Override
    public void onReady() {
        if (isReady()) {
            owner.onReady();
        }
    }

    @Override
    public void onClosed(String reason) {
        end(reason);
    }

    @Override
    public void onFrame(byte[] bytes) {
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
            line.write(Frames.bare(head().setPing(++pingsSent)));
        } else if (++unanswered >= dialler.timing().pingsMissedMax()) {
            end("it does not answer any more");
        }
    }

    /// Gives the connection up without telling the owner.
    void close() {
        closed = true;
        cancelTimer();
        line.close(Ending.DONE, "closed");
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
}
