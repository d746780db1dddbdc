package io.balsa.raft.core;

import static io.balsa.raft.core.LoneMember.TWO;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Effect.Accept;
import io.balsa.raft.core.Effect.Refuse;
import io.balsa.raft.core.Refusal.TooManyReads;
import io.balsa.raft.core.Refusal.TooManyUncommitted;
import io.balsa.raft.core.Refusal.TooManyUncommittedBytes;

import org.junit.jupiter.api.Test;

/// A leader takes in only as much as may wait for a quorum, and says which limit was reached.
class BackPressureTest {
    private static final long BYTES_MAX = Limits.DEFAULT.uncommittedBytesMax();
    private static final long ENTRIES_MAX = Limits.DEFAULT.uncommittedEntriesMax();
    private static final int READS_MAX = ConfirmedReads.WAITING_MAX;

    /// Has committed all of its two entries.
    private final LoneMember leader = Groups.leader();

    @Test
    void refusesTheFirstByteBeyondTheLimit() {
        propose(1, 1, BYTES_MAX - 10);
        propose(2, 1, 11);
        propose(3, 1, 10);

        assertThat(accepted()).containsExactly(1L, 3L);
        assertThat(refused())
                .containsExactly(new Refuse(2, new TooManyUncommittedBytes(BYTES_MAX)));
    }

    @Test
    void hasRoomAgainOnceAQuorumHoldsTheEntries() {
        propose(1, 1, BYTES_MAX);

        Groups.answer(leader, TWO, 3);
        propose(2, 1, BYTES_MAX);
        propose(3, 1, 1);

        assertThat(accepted()).containsExactly(1L, 2L);
        assertThat(refused())
                .containsExactly(new Refuse(3, new TooManyUncommittedBytes(BYTES_MAX)));
    }

    @Test
    void countsAProposalUntilAQuorumHoldsAllOfIt() {
        propose(1, 2, BYTES_MAX);

        Groups.answer(leader, TWO, 3);
        propose(2, 1, 1);
        Groups.answer(leader, TWO, 4);
        propose(3, 1, 1);

        assertThat(accepted()).containsExactly(1L, 3L);
        assertThat(refused())
                .containsExactly(new Refuse(2, new TooManyUncommittedBytes(BYTES_MAX)));
    }

    /// Otherwise it could never be taken in.
    @Test
    void takesInAProposalThatIsLargerThanTheLimitWhenNothingElseWaits() {
        propose(1, 1, 2 * BYTES_MAX);
        propose(2, 1, 1);
        Groups.answer(leader, TWO, 3);
        propose(3, 1, 2 * BYTES_MAX);

        assertThat(accepted()).containsExactly(1L, 3L);
        assertThat(refused())
                .containsExactly(new Refuse(2, new TooManyUncommittedBytes(BYTES_MAX)));
    }

    @Test
    void refusesTheFirstEntryBeyondTheLimit() {
        propose(1, (int) ENTRIES_MAX - 1, 0);
        propose(2, 2, 0);
        propose(3, 1, 0);
        Groups.answer(leader, TWO, 3);
        propose(4, 2, 0);
        propose(5, 1, 0);

        assertThat(accepted()).containsExactly(1L, 3L, 5L);
        assertThat(refused())
                .containsExactly(
                        new Refuse(2, new TooManyUncommitted(ENTRIES_MAX)),
                        new Refuse(4, new TooManyUncommitted(ENTRIES_MAX)));
    }

    @Test
    void refusesTheFirstReadBeyondTheLimit() {
        for (var read = 1; read < READS_MAX; read++) {
            leader.raft().step(leader.now(), read(read));
        }
        leader.step(new Event.TimePassed());

        leader.raft().step(leader.now(), read(READS_MAX));
        leader.step(read(READS_MAX + 1));

        assertThat(leader.done(Effect.RefuseRead.class))
                .containsExactly(new Effect.RefuseRead(READS_MAX + 1, new TooManyReads(READS_MAX)));
    }

    /// It asks again by itself.
    @Test
    void saysNothingToAFollowerWhoseReadIsOneTooMany() {
        for (var read = 1; read <= READS_MAX; read++) {
            leader.raft().step(leader.now(), read(read));
        }

        leader.hear(TWO, new Message.RequestReadIndex(2, 7, false));

        assertThat(leader.done(Effect.RefuseRead.class)).isEmpty();
        Groups.answer(leader, TWO, 2);
        assertThat(leader.done(Effect.ReadAt.class)).hasSize(READS_MAX);
        assertThat(leader.sentTo(TWO)).noneMatch(Message.ReadIndex.class::isInstance);
    }

    private static Event read(long read) {
        return new Event.ReadRequested(read, false);
    }

    private void propose(long proposal, int count, long bytes) {
        leader.step(new Event.Proposed(proposal, count, bytes, 0));
    }

    private Iterable<Long> accepted() {
        return leader.done(Accept.class).stream().map(Accept::proposal).toList();
    }

    private Iterable<Refuse> refused() {
        return leader.done(Refuse.class);
    }
}
