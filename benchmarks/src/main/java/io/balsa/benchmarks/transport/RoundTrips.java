package io.balsa.benchmarks.transport;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.LogSlice;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Message;
import io.balsa.raft.log.Entry;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.node.Transport;
import io.balsa.raft.node.Transport.Link;
import io.balsa.raft.node.Transport.Receiver;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/// A leader's loop reduced to its messages: member 1 appends entries, member 2 answers each message
/// at once, and so many messages are under way at a time.
final class RoundTrips {
    private static final MemberId LEADER = MemberId.of(1);
    private static final MemberId FOLLOWER = MemberId.of(2);

    /// How the leader sends.
    record Load(int payloadBytes, int entriesPerMessage, int inFlight) {}

    /// What came of it. CPU time and allocation are those of both members, per message, of which a
    /// round trip has two.
    record Figures(
            double messagesPerSecond,
            double p50Micros,
            double p99Micros,
            double cpuMicros,
            double bytes) {
        @Override
        public String toString() {
            return "%,.0f | %,.0f | %,.0f | %.2f | %,.0f"
                    .formatted(messagesPerSecond, p50Micros, p99Micros, cpuMicros, bytes);
        }
    }

    private final Load load;
    private final Semaphore room;
    private final Histogram nanos = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    private final Link leader;
    private volatile boolean isMeasured;

    RoundTrips(Load load, Transport one, Transport two) {
        this.load = load;
        this.room = new Semaphore(load.inFlight());
        var follower = new Follower();
        this.leader = one.join(GroupId.FIRST, new Leader(this::onAnswer));
        follower.link = two.join(GroupId.FIRST, follower);
    }

    /// Sends for a while to warm up, then for as long to measure.
    Figures run(long seconds) throws InterruptedException {
        send(TimeUnit.SECONDS.toNanos(seconds));
        isMeasured = true;
        var cpuBefore = cpuNanos();
        var bytesBefore = allocatedBytes();
        var begin = System.nanoTime();
        var sent = send(TimeUnit.SECONDS.toNanos(seconds));
        var elapsed = System.nanoTime() - begin;
        var messages = 2.0 * sent;
        return new Figures(
                messages * 1e9 / elapsed,
                nanos.getValueAtPercentile(50) / 1e3,
                nanos.getValueAtPercentile(99) / 1e3,
                (cpuNanos() - cpuBefore) / 1e3 / messages,
                (allocatedBytes() - bytesBefore) / messages);
    }

    private long send(long forNanos) throws InterruptedException {
        var template = entries();
        var begin = System.nanoTime();
        var sent = 0L;
        for (var now = begin; now - begin < forNanos; now = System.nanoTime()) {
            room.acquire();
            var append = new Message.AppendEntries(1, template.slice(), sent, System.nanoTime());
            leader.send(FOLLOWER, new PeerMessage.Protocol(append, template.entries()));
            sent++;
        }
        room.acquire(load.inFlight());
        room.release(load.inFlight());
        return sent;
    }

    private record Template(LogSlice slice, List<Entry> entries) {}

    private Template entries() {
        var entries = new ArrayList<Entry>();
        for (int i = 1; i <= load.entriesPerMessage(); i++) {
            var payload = ByteBuffer.allocate(load.payloadBytes());
            entries.add(new Entry(new EntryId(1, i), Entry.Kind.COMMAND, payload));
        }
        var slice =
                new LogSlice(EntryId.NONE, List.of(new EntryId(1, 1)), entries.size(), List.of());
        return new Template(slice, List.copyOf(entries));
    }

    private void onAnswer(long stamp) {
        if (isMeasured) {
            nanos.recordValue(System.nanoTime() - stamp);
        }
        room.release();
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static long allocatedBytes() {
        return ManagementFactory.getPlatformMXBean(ThreadMXBean.class)
                .getTotalThreadAllocatedBytes();
    }

    private record Leader(LongConsumer answered) implements Receiver {
        @Override
        public void onMessage(MemberId from, PeerMessage message) {
            if (message instanceof PeerMessage.Protocol(Message.Appended appended, _)) {
                answered.accept(appended.stamp());
            }
        }

        @Override
        public void onUnreachable(MemberId member) {}
    }

    private static final class Follower implements Receiver {
        private volatile @Nullable Link link;

        @Override
        public void onMessage(MemberId from, PeerMessage message) {
            var back = link;
            if (back != null
                    && message instanceof PeerMessage.Protocol(Message.AppendEntries append, _)) {
                var answer = new Message.Appended(1, append.entries().lastIndex(), append.stamp());
                back.send(LEADER, new PeerMessage.Protocol(answer, List.of()));
            }
        }

        @Override
        public void onUnreachable(MemberId member) {}
    }
}
