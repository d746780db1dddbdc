package io.balsa.raft.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Message.Appended;

import org.junit.jupiter.api.Test;

/// What a leader makes of a follower that says that it may have forgotten something: number 77.
class DoubtTest {
    private static final long SENT = 100;

    private final Doubt doubt = new Doubt();

    private boolean hear(long stamp, long number) {
        return doubt.hear(new Appended(2, 1, stamp, number), SENT, 5);
    }

    @Test
    void beginsWithTheWordOfTheFollowerAndEndsWithAnAnswerToWhatWasSentLater() {
        assertThat(hear(90, 77)).isTrue();
        assertThat(doubt.exists()).isTrue();

        assertThat(hear(SENT + 1, Message.NO_DOUBT)).isTrue();
        assertThat(doubt.exists()).isFalse();
    }

    /// Such an answer left before the follower forgot.
    @Test
    void isNotEndedByAnAnswerToWhatWasSentBefore() {
        hear(90, 77);

        assertThat(hear(SENT, Message.NO_DOUBT)).isFalse();

        assertThat(doubt.exists()).isTrue();
    }

    @Test
    void isNotBegunAgainByItsLateAnswersHoweverManyCameSince() {
        hear(90, 77);
        hear(SENT + 1, Message.NO_DOUBT);
        hear(SENT + 2, Message.NO_DOUBT);

        assertThat(hear(95, 77)).isTrue();

        assertThat(doubt.exists()).isFalse();
    }

    @Test
    void isAnotherOneInAnotherRunOfTheFollower() {
        hear(90, 77);
        assertThat(doubt.takeRound()).isTrue();
        assertThat(doubt.takeRound()).isFalse();

        doubt.hear(new Appended(2, 1, 200, 78), 200, 9);

        assertThat(doubt.takeRound()).isTrue();
        assertThat(doubt.isBefore(200)).isFalse();
        assertThat(doubt.isBefore(201)).isTrue();
        assertThat(doubt.end(2)).isEqualTo(new Message.Proven(2, 78));
    }

    @Test
    void isMadeGoodByWhatTheFollowerHasAcknowledgedSinceItBegan() {
        assertThat(doubt.isMadeGood()).isFalse();
        doubt.hear(new Appended(2, 8, 200, 77), 200, 9);
        assertThat(doubt.isMadeGood()).isFalse();

        doubt.hear(new Appended(2, 9, 201, 77), 200, 12);
        doubt.hear(new Appended(2, 7, 202, 77), 200, 12);
        assertThat(doubt.isMadeGood()).isTrue();

        doubt.hear(new Appended(2, 8, 203, 78), 203, 9);
        assertThat(doubt.isMadeGood()).isFalse();
    }

    @Test
    void isOverForGoodForWhatTheFollowerSaidBefore() {
        hear(90, 77);
        hear(SENT + 1, Message.NO_DOUBT);

        assertThat(hear(SENT, Message.NO_DOUBT)).isFalse();
        assertThat(hear(SENT, 76)).isFalse();
        assertThat(hear(SENT + 1, Message.NO_DOUBT)).isTrue();

        assertThat(doubt.exists()).isFalse();
    }

    /// An answer to a snapshot bears no stamp.
    @Test
    void letsAnAnswerToASnapshotCountOnceItIsOver() {
        assertThat(hear(Message.NO_STAMP, Message.NO_DOUBT)).isTrue();
        hear(90, 77);
        assertThat(hear(Message.NO_STAMP, Message.NO_DOUBT)).isFalse();
        assertThat(doubt.exists()).isTrue();
        hear(SENT + 1, Message.NO_DOUBT);

        assertThat(hear(Message.NO_STAMP, Message.NO_DOUBT)).isTrue();
    }

    /// The follower was isolated meanwhile, and comes back with the same number.
    @Test
    void isAnotherOneOnceItWasForgotten() {
        doubt.hear(new Appended(2, 8, 90, 77), SENT, 5);
        assertThat(doubt.isMadeGood()).isTrue();
        doubt.forget();
        assertThat(doubt.exists()).isFalse();

        doubt.hear(new Appended(2, 1, 200, 77), 200, 5);

        assertThat(doubt.isMadeGood()).isFalse();
    }

    @Test
    void isForgottenWithTheOneBefore() {
        hear(90, 77);
        hear(SENT + 1, Message.NO_DOUBT);
        doubt.forget();

        hear(200, 77);

        assertThat(doubt.exists()).isTrue();
    }
}
