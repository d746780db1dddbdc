package io.balsa.raft.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.node.GroupId;
import io.balsa.raft.testkit.contract.ExampleMessages;
import io.balsa.raft.transport.Outbox.Verdict;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Outbox outbox = new Outbox(new TransportLimits(250, 1_000, 5, 500, 1));

    @BeforeEach
    void open() {
        outbox.open();
    }

    @Test
    void givesOutAFrameFullAtATimeInOrder() {
        for (int i = 0; i < 3; i++) {
            outbox.offer(message(i, 100));
        }

        assertThat(outbox.take()).containsExactly(message(0, 100), message(1, 100));
        assertThat(outbox.take()).containsExactly(message(2, 100));
        assertThat(outbox.take()).isEmpty();
    }

    @Test
    void givesOutALargeMessageAlone() {
        outbox.offer(message(0, 10));
        outbox.offer(message(1, 400));
        outbox.offer(message(2, 10));

        assertThat(outbox.take()).containsExactly(message(0, 10));
        assertThat(outbox.take()).containsExactly(message(1, 400));
    }

    @Test
    void takesALargerMessageThanItHasRoomForWhenItIsEmpty() {
        assertThat(outbox.offer(message(0, 9_000))).isEqualTo(Verdict.QUEUED);
    }

    @Test
    void saysOnceThatItIsFullOfMessages() {
        for (int i = 0; i < 5; i++) {
            assertThat(outbox.offer(message(i, 10))).isEqualTo(Verdict.QUEUED);
        }
        assertThat(outbox.offer(message(5, 10))).isEqualTo(Verdict.FULL_NOW);
        assertThat(outbox.offer(message(6, 10))).isEqualTo(Verdict.DROPPED);
    }

    @Test
    void saysAgainThatItIsFullOnceItHasBeenEmpty() {
        outbox.offer(message(0, 400));
        assertThat(outbox.offer(message(1, 200))).isEqualTo(Verdict.FULL_NOW);

        outbox.take();

        assertThat(outbox.offer(message(2, 400))).isEqualTo(Verdict.QUEUED);
        assertThat(outbox.offer(message(3, 200))).isEqualTo(Verdict.FULL_NOW);
    }

    @Test
    void dropsEverythingWhileItIsShut() {
        outbox.offer(message(0, 10));

        assertThat(outbox.shut()).isEqualTo(1);

        assertThat(outbox.offer(message(1, 10))).isEqualTo(Verdict.DROPPED);
        outbox.open();
        assertThat(outbox.take()).isEmpty();
    }

    private static Outgoing message(long stamp, long bytes) {
        return new Outgoing(GroupId.FIRST, ExampleMessages.appended(stamp), bytes);
    }
}
