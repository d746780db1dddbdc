package io.balsa.raft.transport;

import static io.balsa.raft.testkit.contract.Waiting.until;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.testkit.contract.Mailbox;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.SubstituteLogger;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

class ReachabilityTest {
    private static final MemberId TWO = MemberId.of(2);

    /// A member that is back for a tenth of a second stays.
    private static final TransportTiming TIMING =
            new TransportTiming(
                    TimeUnit.SECONDS.toNanos(5),
                    TimeUnit.MILLISECONDS.toNanos(250),
                    8,
                    TimeUnit.MILLISECONDS.toNanos(5),
                    TimeUnit.MILLISECONDS.toNanos(100));

    private final LinkedBlockingQueue<SubstituteLoggingEvent> lines = new LinkedBlockingQueue<>();
    private final EventLoops loops = EventLoops.open("test");
    private final Mailbox mailbox = new Mailbox();
    private final AtomicLong now = new AtomicLong();
    private final Reachability reachability = reachability();

    private Reachability reachability() {
        var log = new SubstituteLogger("test", lines, false);
        var receivers = new Receivers();
        receivers.join(GroupId.FIRST, mailbox);
        var sockets = new Sockets(loops, TransportLimits.DEFAULT, TIMING, null);
        var complaints = new Complaints(log, now::get);
        return new Reachability(
                TWO, new PeerAddress("127.0.0.1", 1), sockets, receivers, complaints);
    }

    @AfterEach
    void close() {
        loops.close();
    }

    @Test
    void writesOneLineWhenAMemberGoesAndOneWhenItIsBack() throws Exception {
        onLoop(() -> {
            reachability.onConnected(Traffic.LEADERSHIP);
            reachability.onConnected(Traffic.REPLICATION);
            reachability.onConnected(Traffic.SNAPSHOT);
            reachability.onBroken(Traffic.LEADERSHIP, "connection reset");
            reachability.onBroken(Traffic.REPLICATION, "end of stream");
            reachability.onBroken(Traffic.SNAPSHOT, "end of stream");
            for (var attempt = 0; attempt < 10; attempt++) {
                reachability.onBroken(Traffic.LEADERSHIP, "connection refused");
                reachability.onBroken(Traffic.REPLICATION, "no route to host");
                reachability.onBroken(Traffic.SNAPSHOT, "no route to host");
            }
        });
        assertThat(operatorsLines()).containsExactly("member {} at {} is unreachable: {}");

        onLoop(() -> {
            reachability.onConnected(Traffic.LEADERSHIP);
            reachability.onConnected(Traffic.REPLICATION);
            reachability.onConnected(Traffic.SNAPSHOT);
        });
        until("the second line", () -> operatorsLines().size() == 2);
        assertThat(operatorsLines().getLast()).isEqualTo("member {} at {} is reachable again");
    }

    /// At the start others may not be up yet; what keeps them away later is what helps.
    @Test
    void tellsAnotherReasonOnceSomeTimeHasPassed() throws Exception {
        onLoop(() -> {
            reachability.onBroken(Traffic.LEADERSHIP, "connection refused");
            now.addAndGet(TimeUnit.SECONDS.toNanos(29));
            reachability.onBroken(Traffic.LEADERSHIP, "it does not accept the certificate");
            now.addAndGet(TimeUnit.SECONDS.toNanos(2));
            reachability.onBroken(Traffic.LEADERSHIP, "connection refused");
        });
        assertThat(operatorsLines()).hasSize(1);

        onLoop(() -> {
            reachability.onBroken(Traffic.REPLICATION, "it does not accept the certificate");
            now.addAndGet(TimeUnit.SECONDS.toNanos(31));
            reachability.onBroken(Traffic.REPLICATION, "it does not accept the certificate");
        });
        assertThat(operatorsLines()).hasSize(2);
        assertThat(lines.stream().map(ReachabilityTest::text))
                .anyMatch(text ->
                        text.startsWith(
                                "member 2 at 127.0.0.1:1 is still unreachable: it does"
                                        + " not accept the certificate"));
    }

    private static String text(SubstituteLoggingEvent line) {
        return MessageFormatter.basicArrayFormat(line.getMessage(), line.getArgumentArray());
    }

    /// A connection that comes and goes is one incident, and tells the core each time.
    @Test
    void countsAMemberThatDoesNotStayAsGone() throws Exception {
        onLoop(() -> {
            for (var time = 0; time < 5; time++) {
                reachability.onConnected(Traffic.LEADERSHIP);
                reachability.onConnected(Traffic.REPLICATION);
                reachability.onConnected(Traffic.SNAPSHOT);
                reachability.onBroken(Traffic.LEADERSHIP, "reset");
                reachability.onBroken(Traffic.REPLICATION, "reset");
                reachability.onBroken(Traffic.SNAPSHOT, "reset");
            }
        });

        assertThat(operatorsLines()).hasSize(1);
        assertThat(mailbox.unreachable()).hasSize(15);
    }

    private void onLoop(Runnable task) throws Exception {
        loops.loop().submit(task).get();
    }

    private List<String> operatorsLines() {
        return lines.stream()
                .filter(line -> line.getLevel() != Level.DEBUG)
                .map(SubstituteLoggingEvent::getMessage)
                .toList();
    }
}
