package io.balsa.raft.transport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// What waits for one member: first in, first out, and bounded. Any thread puts in, the event loop
/// takes out.
///
/// It holds references to payloads that the log holds as well; only while a frame is written is
/// there a second copy of them.
final class Outbox {
    /// What became of a message.
    enum Verdict {
        QUEUED,
        /// The first message since the box was last empty that finds it full.
        FULL_NOW,
        /// Dropped, as those before it, since the box is full or shut.
        DROPPED
    }

    private final TransportLimits limits;
    private final ArrayDeque<Outgoing> messages = new ArrayDeque<>();
    private long bytes;
    private boolean shut = true;
    private boolean overflowed;

    Outbox(TransportLimits limits) {
        this.limits = limits;
    }

    synchronized Verdict offer(Outgoing message) {
        if (shut) {
            return Verdict.DROPPED;
        }
        if (!messages.isEmpty()
                && (messages.size() >= limits.queuedMessagesMax()
                        || bytes + message.bytes() > limits.queuedBytesMax())) {
            var isFirst = !overflowed;
            overflowed = true;
            return isFirst ? Verdict.FULL_NOW : Verdict.DROPPED;
        }
        messages.add(message);
        bytes += message.bytes();
        return Verdict.QUEUED;
    }

    /// Takes out a frame full of messages; none when the box is empty.
    synchronized List<Outgoing> take() {
        var taken = new ArrayList<Outgoing>();
        var room = (long) limits.frameBytesTarget();
        for (var next = messages.peek(); next != null; next = messages.peek()) {
            room -= next.bytes();
            if (room < 0 && !taken.isEmpty()) {
                break;
            }
            taken.add(messages.remove());
            bytes -= next.bytes();
        }
        overflowed &= !messages.isEmpty();
        return taken;
    }

    synchronized void open() {
        shut = false;
    }

    /// Drops what waits, and whatever comes until the box is opened. Returns how many messages were
    /// dropped.
    synchronized int shut() {
        var dropped = messages.size();
        shut = true;
        messages.clear();
        bytes = 0;
        overflowed = false;
        return dropped;
    }
}
