package io.balsa.raft.transport;

import io.balsa.raft.core.MemberId;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Sends one kind of traffic to one member, and dials it again and again. Any thread may send; all
/// else is confined to the event loop.
final class Sender implements Connection.Owner {
    private final MemberId member;
    private final PeerAddress address;
    private final Traffic traffic;
    private final Dialler dialler;
    private final Reachability reachability;
    private final EventLoop loop;
    private final Outbox outbox;
    private final Backoff backoff;

    /// Set from the moment a flush is asked for until it begins to write. While the connection has
    /// no room it stays set, so that nobody wakes the loop in vain.
    private final AtomicBoolean isFlushDue = new AtomicBoolean();

    private final Runnable flush = this::flush;

    private @Nullable Connection connection;
    private @Nullable Future<?> redial;
    private long openedAt;
    private int attempts;
    private boolean isOpen;
    private boolean isClosed;

    Sender(MemberId member, PeerAddress address, Traffic traffic, Dialler dialler, Reachability r) {
        this.member = member;
        this.address = address;
        this.traffic = traffic;
        this.dialler = dialler;
        this.reachability = r;
        this.loop = dialler.loop();
        this.outbox = new Outbox(dialler.limits());
        this.backoff = new Backoff(dialler.timing(), new SplittableRandom());
    }

    /// Sends `message` when its turn comes, or drops it. From any thread; never waits.
    void send(Outgoing message) {
        switch (outbox.offer(message)) {
            case QUEUED -> {
                if (isFlushDue.compareAndSet(false, true)) {
                    dialler.turns().add(flush);
                }
            }
            case FULL_NOW -> {
                dialler.counters().messagesDropped.increment();
                dialler.execute(reachability::onOverflow);
            }
            case DROPPED -> dialler.counters().messagesDropped.increment();
        }
    }

    void open() {
        outbox.open();
        dialler.execute(this::dial);
    }

    private void dial() {
        redial = null;
        if (!isClosed) {
            outbox.open();
            dialler.resolve(address, attempts++, this::connect);
        }
    }

    private void connect(@Nullable InetSocketAddress resolved) {
        if (isClosed) {
            return;
        }
        if (resolved == null) {
            onBroken("the name " + address.host() + " is not known");
            return;
        }
        connection = new Connection(dialler, member, dialler.line(resolved, traffic), this);
        connection.dial(traffic);
    }

    /// Dials now if it is only the back-off that is waited for: the member shows signs of life.
    void hurry() {
        if (redial != null && redial.cancel(false)) {
            dial();
        }
    }

    @Override
    public void onOpen() {
        isOpen = true;
        attempts = 0;
        openedAt = System.nanoTime();
        reachability.onConnected(traffic);
        flush();
    }

    @Override
    public void onReady() {
        flush();
    }

    private void flush() {
        if (connection == null || !connection.isReady()) {
            return;
        }
        isFlushDue.set(false);
        do {
            var messages = outbox.take();
            if (messages.isEmpty()) {
                return;
            }
            write(connection, messages);
        } while (connection != null && connection.isReady());
    }

    private void write(Connection connection, List<Outgoing> messages) {
        var frame = MessageWriter.frameOf(connection.head(), messages, dialler.scratch());
        if (frame.bytes() > dialler.limits().frameBytesMax()) {
            dialler.counters().messagesDropped.add(messages.size());
            reachability.onOversize(frame.bytes(), dialler.limits().frameBytesMax());
            return;
        }
        connection.write(frame);
        dialler.counters().messagesSent.add(messages.size());
    }

    @Override
    public void onClosed(String reason) {
        connection = null;
        if (isOpen) {
            isOpen = false;
            dialler.counters().connectionsLost.increment();
            if (System.nanoTime() - openedAt > dialler.timing().backoffMaxNanos()) {
                backoff.reset();
            }
        }
        onBroken(reason);
    }

    private void onBroken(String reason) {
        dialler.counters().messagesDropped.add(outbox.shut());
        redial = loop.schedule(this::dial, backoff.next(), TimeUnit.NANOSECONDS);
        reachability.onBroken(traffic, reason);
    }

    /// Ends for good. What waits is lost.
    void close() {
        isClosed = true;
        outbox.shut();
        if (redial != null) {
            redial.cancel(false);
        }
        if (connection != null) {
            connection.close();
        }
    }
}
