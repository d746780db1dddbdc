package io.balsa.kv.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.kv.store.Command.Put;
import io.balsa.kv.store.KvResult.Rejected;

import org.junit.jupiter.api.Test;

class OnceTest {
    private static final SessionLimits SMALL = new SessionLimits(2, 3, 1 << 20);

    private final LoggedStore store = new LoggedStore(SMALL);

    @Test
    void aCommandSentAgainGetsTheFirstAnswerAndChangesNothing() {
        var first = put("a", 1);
        store.put("other", "v");

        assertThat(put("a", 1)).isEqualTo(first);
        assertThat(store.store.revision()).isEqualTo(3);
    }

    @Test
    void theFirstAnswerStandsEvenIfItWasARefusal() {
        var missing = new Put(Bytes.of("k"), null, false);
        var once = new Once(Bytes.of("a"), 1, true, 0);
        var first = store.apply(missing, once);
        store.put("k", "v");

        assertThat(first).isEqualTo(new Rejected(1, Problem.KEY_NOT_FOUND));
        assertThat(store.apply(missing, once)).isEqualTo(first);
    }

    @Test
    void serialsMayComeInAnyOrder() {
        var third = put("a", 3);
        var first = put("a", 1);
        var second = put("a", 2);

        assertThat(put("a", 1)).isEqualTo(first);
        assertThat(put("a", 2)).isEqualTo(second);
        assertThat(put("a", 3)).isEqualTo(third);
        assertThat(store.store.revision()).isEqualTo(4);
    }

    @Test
    void eachSessionHasItsOwnSerials() {
        assertThat(put("a", 1)).isNotEqualTo(put("b", 1));
    }

    @Test
    void whatTheClientHasReceivedIsForgottenAndRefused() {
        put("a", 1);
        send("a", 2, true, 2);

        assertThat(put("a", 1)).isEqualTo(refused(Problem.SERIAL_FORGOTTEN));
        assertThat(store.store.revision()).isEqualTo(3);
    }

    @Test
    void aClientThatSaysItHasReceivedTheAnswerItAsksForIsNotBelieved() {
        assertThat(send("a", 5, true, 99)).isEqualTo(send("a", 5, true, 99));
    }

    @Test
    void ofTooManyAnswersThoseOfTheLowestSerialsAreForgotten() {
        for (var serial = 1; serial <= 4; serial++) {
            put("a", serial);
        }

        assertThat(put("a", 1)).isEqualTo(refused(Problem.SERIAL_FORGOTTEN));
        put("a", 2);
        assertThat(store.store.revision()).isEqualTo(5);
    }

    @Test
    void ofTooManySessionsTheOneUsedLongestAgoIsForgotten() {
        put("a", 1);
        put("b", 1);
        put("a", 2);
        put("c", 1);

        assertThat(send("b", 2, false, 0)).isEqualTo(refused(Problem.SESSION_UNKNOWN));
        put("a", 1);
        assertThat(store.store.revision()).isEqualTo(5);
    }

    @Test
    void ofTooManyBytesTheOtherSessionsAreForgottenFirst() {
        var tight = new LoggedStore(new SessionLimits(100, 100, 1_000));
        tight.put("k", "x".repeat(400));
        tight.apply(keepValue(), new Once(Bytes.of("a"), 1, true, 0));
        tight.apply(keepValue(), new Once(Bytes.of("b"), 1, true, 0));
        tight.apply(keepValue(), new Once(Bytes.of("b"), 2, true, 0));
        tight.apply(keepValue(), new Once(Bytes.of("b"), 3, true, 0));
        var revision = tight.store.revision();

        assertThat(tight.apply(keepValue(), new Once(Bytes.of("a"), 2, false, 0)))
                .isEqualTo(new Rejected(revision, Problem.SESSION_UNKNOWN));
        assertThat(tight.apply(keepValue(), new Once(Bytes.of("b"), 2, false, 0)))
                .isEqualTo(new Rejected(revision, Problem.SERIAL_FORGOTTEN));
        tight.apply(keepValue(), new Once(Bytes.of("b"), 3, false, 0));
        assertThat(tight.store.revision()).isEqualTo(revision);
    }

    @Test
    void aSessionThatNobodyOpenedIsUnknown() {
        assertThat(send("a", 1, false, 0)).isEqualTo(refused(Problem.SESSION_UNKNOWN));
        assertThat(store.store.revision()).isEqualTo(1);
    }

    @Test
    void aSessionNeedsANameOfBoundedLengthAndSerialsThatAreNotNegative() {
        assertThat(put("", 1)).isEqualTo(refused(Problem.BAD_SESSION));
        assertThat(put("x".repeat(65), 1)).isEqualTo(refused(Problem.BAD_SESSION));
        assertThat(put("a", -1)).isEqualTo(refused(Problem.BAD_SESSION));
        assertThat(store.store.revision()).isEqualTo(1);
    }

    @Test
    void withoutASessionACommandIsAppliedEachTime() {
        store.put("k", "v");
        store.put("k", "v");

        assertThat(store.store.revision()).isEqualTo(3);
    }

    private KvResult put(String session, long serial) {
        return send(session, serial, true, 0);
    }

    private KvResult send(String session, long serial, boolean opens, long answeredBelow) {
        return store.apply(
                new Put(Bytes.of("k"), Bytes.of(session + serial), true),
                new Once(Bytes.of(session), serial, opens, answeredBelow));
    }

    private Rejected refused(Problem problem) {
        return new Rejected(store.store.revision(), problem);
    }

    private static Put keepValue() {
        return new Put(Bytes.of("k"), null, true);
    }
}
