package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.raft.core.Event;
import io.balsa.raft.core.Limits;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.log.MemoryLog;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

class ProposalDeskTest {
    private static final Limits LIMITS = new Limits(3, 100, 1, 1, 1, 1);

    private final ProposalDesk<Integer> desk =
            new ProposalDesk<>(
                    new InProcessTransport().of(MemberId.of(1)).join(GroupId.FIRST, new Deaf()),
                    new Applier<>((_, _) -> 0, new MemoryLog(), Observer.NONE, _ -> {}),
                    LIMITS,
                    new SplittableRandom(1),
                    new Tally());

    /// More would not fit into the message that passes them on.
    @Test
    void makesAsManyProposalsOfManyCommandsAsTheLimitsOfAMessageAsk() {
        assertThat(proposals(40, 60, 1, 200, 1, 1, 1, 1)).containsExactly(2, 1, 1, 3, 1);
    }

    private List<Integer> proposals(int... sizes) {
        var callers =
                IntStream.of(sizes)
                        .mapToObj(size ->
                                new Pending<Integer>(
                                        ByteBuffer.allocate(size), new CompletableFuture<>()))
                        .toList();
        return desk.propose(callers).stream().map(Event.Proposed::count).toList();
    }

    @Test
    void takesNoProposalFromTheWireThatHasNoCommandsOrNoTerm() {
        assertThatThrownBy(() -> new PeerMessage.Proposal(1, 1, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PeerMessage.Proposal(1, 0, List.of(ByteBuffer.allocate(1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static final class Deaf implements Transport.Receiver {
        @Override
        public void onMessage(MemberId from, PeerMessage message) {}

        @Override
        public void onUnreachable(MemberId member) {}
    }
}
