package io.balsa.raft.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final MemberId TWO = MemberId.of(2);

    private final Knowledge state =
            new Knowledge(
                    new RaftConfig(
                            MemberId.of(1), LoneMember.TIMING, Limits.DEFAULT, RaftOptions.DEFAULT),
                    PersistedState.NONE,
                    new FreshSizes(_ -> 10),
                    TraceCluster.dice(MemberId.of(1)));

    /// The shell sends what waited without the entries: it has let go of them by then.
    @Test
    void letsNoEntriesWaitForTheDisk() {
        state.vote(1, null);
        state.outbox().send(TWO, append(1));

        assertThatThrownBy(() -> state.outbox().drain(state))
                .isInstanceOf(Check.BrokenInvariant.class)
                .hasMessageContaining("carries entries");
    }

    @Test
    void letsAProbeForThePlaceWhereLogsAgreeWait() {
        state.vote(1, null);
        state.outbox().send(TWO, append());

        assertThat(state.outbox().drain(state))
                .singleElement()
                .isInstanceOfSatisfying(
                        Effect.Persist.class, persist -> assertThat(persist.then()).hasSize(1));
    }

    /// A message that was overtaken speaks of less than is there by now.
    @Test
    void acknowledgesTheMostThatAnyMessageOfATurnBroughtAbout() {
        state.outbox().send(TWO, new Message.Appended(1, 7, 30, 0));
        state.outbox().send(TWO, new Message.Appended(1, 5, 20, 0));

        assertAcknowledges(new Message.Appended(1, 7, 30, 0));
    }

    /// What a log held in an earlier term may be cut off by now.
    @Test
    void acknowledgesNothingOfAnEarlierTerm() {
        state.outbox().send(TWO, new Message.Appended(1, 7, 20, 0));
        state.outbox().send(TWO, new Message.Appended(2, 5, 30, 0));

        assertAcknowledges(new Message.Appended(2, 5, 30, 0));
    }

    private void assertAcknowledges(Message.Appended expected) {
        assertThat(state.outbox().drain(state))
                .singleElement()
                .isInstanceOfSatisfying(
                        Effect.Persist.class,
                        persist ->
                                assertThat(persist.then())
                                        .containsExactly(new Effect.Send(TWO, expected)));
    }

    private static Message append(long... terms) {
        return new Message.AppendEntries(1, LoneMember.slice(EntryId.NONE, terms), 0, 3);
    }
}
