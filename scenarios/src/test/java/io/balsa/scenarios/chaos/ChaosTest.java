package io.balsa.scenarios.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;

import io.balsa.client.CallFailure;
import io.balsa.client.Consistency;
import io.balsa.client.KeyRange;
import io.balsa.client.RangeQuery;
import io.balsa.raft.testkit.history.Register.Action;
import io.balsa.scenarios.Await;
import io.balsa.wire.v1.MemberStatus;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Whatever goes wrong: no answer is wrong, and nothing that was acknowledged is lost.
///
/// `-Dchaos.seconds=600 -Dchaos.seed=7` says for how long and what; `scripts/chaos.sh` is the same.
class ChaosTest {
    private static final int MEMBERS = Integer.getInteger("chaos.members", 3);
    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("chaos.seconds", 30));

    /// Of the members' own numbers, which clients use to tell their questions apart.
    private static final int LAST_CLIENT = 1_000;

    private final Ledger ledger = new Ledger();
    private int steps;
    private final List<String> wrong = new ArrayList<>();

    @Test
    void losesNothingAndLiesToNobody() throws Exception {
        var obstacle = Networks.obstacle();
        obstacle.ifPresent(reason ->
                System.out.println("SKIPPED: no network namespaces with nft here: " + reason));
        assumeTrue(obstacle.isEmpty(), () -> "no network namespaces: " + obstacle.orElse(""));
        var plan = Plan.draw(Long.getLong("chaos.seed", 1), MEMBERS, LENGTH);

        var arena = Arena.of(MEMBERS);
        try (arena) {
            System.out.printf("seed %d, logs in %s%n", plan.seed(), arena.folder());
            goThrough(plan, arena);
        } catch (Throwable failure) {
            System.out.printf("FAILED: -Dchaos.seed=%d; logs in %s%n", plan.seed(), arena.folder());
            throw failure;
        }
        assertThat(wrong).isEmpty();
    }

    private void goThrough(Plan plan, Arena arena) throws Exception {
        arena.recover();
        var single = arena.members().stream().map(arena::only).toList();
        try (var load = new Load(arena.everywhere(), single, ledger)) {
            load.start(plan.seed());
            var nemesis = new Nemesis(arena, load);
            steps = nemesis.carryOut(plan, LENGTH);
            System.out.println("what went wrong: " + nemesis.summary());
            load.end();
            System.out.println("how calls failed: " + load.failures());
            load.surprises().forEach(surprise -> wrong.add("surprise: " + surprise));
        }
        Await.untilTrue("all members agree", () -> agree(arena));
        arena.requireAllRunning();
        for (var member : arena.members()) {
            lookUp(member, arena);
        }
        System.out.println(ledger.summary());
        wrong.addAll(ledger.wrongAnswers());
        wrong.forEach(System.out::println);
        System.out.printf(
                "%s: seed %d, %d steps in %d s, %d members looked through, %d wrong%n",
                wrong.isEmpty() ? "PASSED" : "FAILED",
                plan.seed(),
                steps,
                LENGTH.toSeconds(),
                MEMBERS,
                wrong.size());
    }

    /// Have all applied the same, in the same term?
    private static boolean agree(Arena arena) {
        arena.requireAllRunning();
        var seen = new HashSet<List<Long>>();
        for (var member : arena.members()) {
            var status = arena.status(member);
            seen.add(status.map(ChaosTest::progress).orElse(List.of(-(long) member)));
        }
        return seen.size() == 1;
    }

    private static List<Long> progress(MemberStatus status) {
        return List.of(
                status.getTerm(),
                status.getLeader().getId(),
                status.getLastEntry().getIndex(),
                status.getAppliedIndex());
    }

    /// Everything that was acknowledged is on this member: registers are read once more, as a part
    /// of the history; receipts are there.
    private void lookUp(int member, Arena arena) throws Exception {
        var keys = arena.only(member).keys();
        for (var key : ledger.keys()) {
            ask(() ->
                    ledger.register(
                            LAST_CLIENT + member,
                            key,
                            new Action.Get(),
                            () ->
                                    Load.carryOut(
                                            keys,
                                            key,
                                            new Action.Get(),
                                            Consistency.LINEARIZABLE)));
        }
        var present = new TreeSet<String>();
        ask(() -> present.addAll(receipts(arena, member)));
        wrong.addAll(ledger.wrongReceipts(member, present));
    }

    private static Set<String> receipts(Arena arena, int member) {
        var range = KeyRange.startingWith(ByteString.copyFromUtf8(Load.RECEIPTS));
        var found = new TreeSet<String>();
        for (var pair : arena.only(member).keys().range(RangeQuery.of(range)).pairs()) {
            var key = pair.getKey().toStringUtf8();
            assertThat(pair.getValue().toStringUtf8()).isEqualTo("text of " + key);
            found.add(key);
        }
        return found;
    }

    private interface Question {
        void ask() throws Exception;
    }

    /// The machine may be busy: an election is no failure here.
    private static void ask(Question question) throws Exception {
        Await.untilTrue(
                "an answer",
                () -> {
                    try {
                        question.ask();
                        return true;
                    } catch (CallFailure _) {
                        return false;
                    }
                });
    }
}
