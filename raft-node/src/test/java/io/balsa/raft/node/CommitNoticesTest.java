package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.LogSlice;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Message;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// What becomes of a leader's word on what is committed.
class CommitNoticesTest {
    private static final MemberId TWO = MemberId.of(2);
    private static final MemberId THREE = MemberId.of(3);
    private static final long HOLD_NANOS = 250_000;

    private record Sent(MemberId to, PeerMessage message) {}

    private final List<Sent> sent = new ArrayList<>();
    private long answered;
    private long now = 1_000_000;
    private final CommitNotices notices =
            new CommitNotices(
                    new Transport.Link() {
                        @Override
                        public void send(MemberId to, PeerMessage message) {
                            sent.add(new Sent(to, message));
                        }

                        @Override
                        public void close() {}
                    },
                    () -> answered);

    private static PeerMessage committed(long index) {
        return PeerMessage.Protocol.alone(new Message.CommitNotice(1, index));
    }

    private static PeerMessage entries(long commit) {
        var slice = LogSlice.empty(new EntryId(1, 9));
        return PeerMessage.Protocol.alone(new Message.AppendEntries(1, slice, commit, 5));
    }

    private void endTurn() {
        notices.look(now, false);
    }

    @Test
    void goesOnceTheLeadersOwnCallersAreAnswered() {
        notices.send(TWO, committed(5));
        notices.send(THREE, committed(5));
        endTurn();
        assertThat(sent).isEmpty();
        assertThat(notices.isHolding()).isTrue();

        answered = 5;
        endTurn();
        assertThat(sent)
                .containsExactly(new Sent(TWO, committed(5)), new Sent(THREE, committed(5)));
        assertThat(notices.isHolding()).isFalse();
        assertThat(notices.deadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void goesWithEntriesThatSayTheSame() {
        notices.send(TWO, committed(5));
        notices.send(TWO, entries(5));
        endTurn();

        assertThat(sent).containsExactly(new Sent(TWO, entries(5)));
        assertThat(notices.isHolding()).isFalse();
    }

    @Test
    void goesBeforeEntriesThatSayLess() {
        notices.send(TWO, committed(5));
        notices.send(TWO, entries(4));

        assertThat(sent).containsExactly(new Sent(TWO, committed(5)), new Sent(TWO, entries(4)));
    }

    @Test
    void theLastOneSpeaksForThoseBefore() {
        notices.send(TWO, committed(5));
        endTurn();
        notices.send(TWO, committed(6));
        answered = 6;
        endTurn();

        assertThat(sent).containsExactly(new Sent(TWO, committed(6)));
    }

    @Test
    void waitsForASlowStateMachineForAQuarterOfAMillisecondAtMost() {
        notices.send(TWO, committed(5));
        endTurn();
        assertThat(notices.deadline()).isEqualTo(now + HOLD_NANOS);

        now += HOLD_NANOS - 1;
        notices.send(TWO, committed(6));
        endTurn();
        assertThat(sent).isEmpty();
        now++;
        endTurn();
        assertThat(sent).containsExactly(new Sent(TWO, committed(6)));
    }

    @Test
    void waitsAsLongAsProposalsDoThatWillBeEntriesSoon() {
        notices.send(TWO, committed(5));
        answered = 5;
        now += HOLD_NANOS;
        notices.look(now, true);
        assertThat(sent).isEmpty();
        assertThat(notices.deadline()).isEqualTo(Long.MAX_VALUE);

        endTurn();
        assertThat(sent).containsExactly(new Sent(TWO, committed(5)));
    }

    /// Its callers are answered there, not here.
    @Test
    void goesAtOnceToAMemberWhoseCallersWaitForIt() {
        var accepted = new PeerMessage.ProposalAccepted(1, new EntryId(1, 5));
        notices.send(TWO, accepted);
        notices.send(TWO, committed(5));
        notices.send(THREE, committed(5));
        assertThat(sent).containsExactly(new Sent(TWO, accepted), new Sent(TWO, committed(5)));

        notices.send(TWO, committed(6));
        assertThat(sent).hasSize(2);
    }

    /// A read there waits until as much is applied.
    @Test
    void goesBeforeTheIndexThatAReadOfThatMemberMustSee() {
        var index = PeerMessage.Protocol.alone(new Message.ReadIndex(1, 7, 5));
        notices.send(TWO, committed(5));
        notices.send(TWO, index);

        assertThat(sent).containsExactly(new Sent(TWO, committed(5)), new Sent(TWO, index));
    }
}
