package io.balsa.raft.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.testkit.history.Register.Action;
import io.balsa.raft.testkit.history.Register.Answer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Each history is drawn in its comment: a line per client, time from left to right.
class LinearizabilityCheckerTest {
    private static final long STEPS_MAX = 1_000_000;

    private final List<Operation<Action, Answer>> operations = new ArrayList<>();

    @Test
    void acceptsTheEmptyHistory() {
        assertThat(verdict()).isInstanceOf(Verdict.Linearizable.class);
    }

    /// 1: put a ─ get a
    @Test
    void acceptsAReadOfOnesOwnWrite() {
        put(1, "a", 0, 1);
        get(1, "a", 2, 3);

        assertThat(verdict()).isInstanceOf(Verdict.Linearizable.class);
    }

    /// 1: put a ─ put b 2: get a
    @Test
    void refusesAStaleRead() {
        put(1, "a", 0, 1);
        put(1, "b", 2, 3);
        get(2, "a", 4, 5);

        assertThat(verdict()).isInstanceOf(Verdict.NotLinearizable.class);
    }

    /// 1: ├─── put a ───┤ 2: get – 3: get a
    @Test
    void letsAWriteTakeEffectAnywhereBetweenItsInvocationAndItsReturn() {
        put(1, "a", 0, 10);
        get(2, null, 1, 2);
        get(3, "a", 5, 6);

        assertThat(verdict()).isInstanceOf(Verdict.Linearizable.class);
    }

    /// 1: ├─── put a ───┤ 2: get a 3: get –
    @Test
    void refusesAValueThatComesAndGoes() {
        put(1, "a", 0, 10);
        get(2, "a", 1, 2);
        get(3, null, 5, 6);

        assertThat(verdict()).isInstanceOf(Verdict.NotLinearizable.class);
    }

    /// 1: ├─── put a ───┤ 2: ├─── put b ───┤ 3: get a ─ get b
    @Test
    void refusesAnOrderOfWritesThatChangesAfterThem() {
        put(1, "a", 0, 10);
        put(2, "b", 0, 10);
        get(3, "a", 11, 12);
        get(3, "b", 13, 14);

        assertThat(verdict()).isInstanceOf(Verdict.NotLinearizable.class);
    }

    /// 1: put a … 2: get – ─ get a
    @Test
    void letsAnOpenWriteTakeEffectLate() {
        open(1, new Action.Put("a"), 0);
        get(2, null, 5, 6);
        get(2, "a", 7, 8);

        assertThat(verdict()).isInstanceOf(Verdict.Linearizable.class);
    }

    /// 1: put a … 2: get – ─ get –
    @Test
    void letsAnOpenWriteNeverTakeEffect() {
        open(1, new Action.Put("a"), 0);
        get(2, null, 5, 6);
        get(2, null, 7, 8);

        assertThat(verdict()).isInstanceOf(Verdict.Linearizable.class);
    }

    /// 1: put a … 2: get a
    @Test
    void refusesAReadOfAWriteThatIsStillToCome() {
        open(1, new Action.Put("a"), 5);
        get(2, "a", 0, 1);

        assertThat(verdict()).isInstanceOf(Verdict.NotLinearizable.class);
    }

    /// 1: put a … (once) 2: get a ─ delete ─ get a
    @Test
    void refusesAnOpenWriteThatHappensTwice() {
        open(1, new Action.Put("a"), 0);
        get(2, "a", 1, 2);
        ended(2, new Action.Delete(), new Answer.Deleted(true), 3, 4);
        get(2, "a", 5, 6);

        assertThat(verdict()).isInstanceOf(Verdict.NotLinearizable.class);
    }

    /// 1: ├ cas – → a: yes ┤ 2: ├ cas – → b: yes ┤
    @Test
    void refusesTwoWinnersOfOneComparison() {
        ended(1, new Action.CompareAndSet(null, "a"), new Answer.Compared(true), 0, 10);
        ended(2, new Action.CompareAndSet(null, "b"), new Answer.Compared(true), 0, 10);

        assertThat(verdict()).isInstanceOf(Verdict.NotLinearizable.class);
    }

    /// 1: ├ cas – → a: yes ┤ 2: ├ cas a → b: yes ┤ 3: ├ cas b → c: no ┤
    @Test
    void findsTheOrderThatExplainsAllComparisons() {
        ended(3, new Action.CompareAndSet("b", "c"), new Answer.Compared(false), 0, 10);
        ended(2, new Action.CompareAndSet("a", "b"), new Answer.Compared(true), 0, 10);
        ended(1, new Action.CompareAndSet(null, "a"), new Answer.Compared(true), 0, 10);

        assertThat(verdict()).isInstanceOf(Verdict.Linearizable.class);
    }

    @Test
    void judgesKeysOneByOneAndNamesTheBadOne() {
        operations.add(new Operation<>(1, "x", new Action.Put("a"), 0, 1, new Answer.Done()));
        operations.add(new Operation<>(1, "y", new Action.Get(), 2, 3, new Answer.Value("a")));

        assertThat(verdict())
                .isInstanceOfSatisfying(
                        Verdict.NotLinearizable.class,
                        bad -> {
                            assertThat(bad.key()).isEqualTo("y");
                            assertThat(bad.explained()).isZero();
                            assertThat(bad.toString()).contains("client 1, y: Get[] → Value");
                        });
    }

    /// A search that tried every subset of the open writes would not end.
    @Test
    @Timeout(120)
    void decidesAHistoryWithManyOpenWrites() {
        for (var client = 0; client < 40; client++) {
            open(client, new Action.Put("v" + client), 0);
        }
        for (var round = 0; round < 40; round++) {
            get(50, "v" + round, 10 + 2L * round, 11 + 2L * round);
        }
        assertThat(verdict()).isInstanceOf(Verdict.Linearizable.class);

        get(50, "v0", 100, 101);
        assertThat(verdict()).isInstanceOf(Verdict.NotLinearizable.class);
    }

    @Test
    void givesUpAfterTheStepsItMayTake() {
        put(1, "a", 0, 1);
        get(1, "a", 2, 3);

        var verdict = new LinearizabilityChecker<>(new Register(), 1).judge(operations);

        assertThat(verdict).isEqualTo(new Verdict.Undecided("k", 1));
    }

    /// A history made by carrying out operations one after the other, each somewhere inside its
    /// interval, is linearizable by construction.
    @Test
    @Timeout(120)
    void acceptsEveryHistoryOfARealRegister() {
        for (var seed = 0; seed < 300; seed++) {
            operations.clear();
            runARealRegister(new SplittableRandom(seed), 10);

            assertThat(verdict()).as("seed %d", seed).isInstanceOf(Verdict.Linearizable.class);
        }
    }

    @Test
    @Timeout(120)
    void refusesTheHistoryOfARegisterThatWentBack() {
        for (var seed = 0; seed < 300; seed++) {
            operations.clear();
            runARealRegister(new SplittableRandom(seed), 40);
            var end = Duration.ofHours(1).toNanos();
            put(100, "forgotten", end, end + 1);
            put(100, "kept", end + 2, end + 3);
            get(100, "forgotten", end + 4, end + 5);

            assertThat(verdict()).as("seed %d", seed).isInstanceOf(Verdict.NotLinearizable.class);
        }
    }

    private void runARealRegister(SplittableRandom random, int oneOpenIn) {
        var register = new Register();
        var content = register.initial();
        for (var number = 0; number < 200; number++) {
            var moment = number * 1_000L;
            var action = RegisterActions.draw(random, "v" + number, content.value());
            var step = register.step(content, action);
            content = step.state();
            var invoked = moment - random.nextLong(5_000);
            if (random.nextInt(oneOpenIn) == 0) {
                open(number, action, invoked);
            } else {
                ended(number, action, step.output(), invoked, moment + random.nextLong(5_000));
            }
        }
    }

    private void put(int client, String value, long invoked, long returned) {
        ended(client, new Action.Put(value), new Answer.Done(), invoked, returned);
    }

    private void get(int client, @Nullable String seen, long invoked, long returned) {
        ended(client, new Action.Get(), new Answer.Value(seen), invoked, returned);
    }

    private void ended(int client, Action action, Answer answer, long invoked, long returned) {
        operations.add(new Operation<>(client, "k", action, invoked, returned, answer));
    }

    private void open(int client, Action action, long invoked) {
        operations.add(new Operation<>(client, "k", action, invoked, Operation.NEVER, null));
    }

    private Verdict verdict() {
        return new LinearizabilityChecker<>(new Register(), STEPS_MAX).judge(operations);
    }
}
