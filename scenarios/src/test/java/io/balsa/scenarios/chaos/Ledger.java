package io.balsa.scenarios.chaos;

import io.balsa.client.CallFailure;
import io.balsa.raft.testkit.history.History;
import io.balsa.raft.testkit.history.LinearizabilityChecker;
import io.balsa.raft.testkit.history.Operation;
import io.balsa.raft.testkit.history.Register;
import io.balsa.raft.testkit.history.Register.Action;
import io.balsa.raft.testkit.history.Register.Answer;
import io.balsa.raft.testkit.history.Verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/// What clients asked, and what they were told. Any thread may write into it.
///
/// There are registers, which are written again and again, and receipts: keys that are written
/// once, each with a text that follows from its number.
final class Ledger {
    private static final long STEPS_MAX = 20_000_000;

    private final History<Action, Answer> registers = new History<>();
    private final Set<String> acknowledged = new TreeSet<>();
    private final Set<String> refused = new TreeSet<>();
    private int doubtful;

    /// Asks something of a register, and notes what comes of it. Without an answer, it may have
    /// happened, or it certainly did not.
    ///
    /// @throws CallFailure as `call` does
    Answer register(int client, String key, Action action, Callable<Answer> call) throws Exception {
        var number = begin(client, key, action);
        try {
            var answer = call.call();
            end(number, answer);
            return answer;
        } catch (CallFailure failure) {
            if (!failure.mayHaveHappened()) {
                callOff(number);
            }
            throw failure;
        }
    }

    /// Writes a receipt, and notes what comes of it.
    ///
    /// @throws CallFailure as `call` does
    void receipt(String key, Runnable call) {
        try {
            call.run();
            note(acknowledged, key);
        } catch (CallFailure failure) {
            if (failure.mayHaveHappened()) {
                noteDoubt();
            } else {
                note(refused, key);
            }
            throw failure;
        }
    }

    private synchronized int begin(int client, String key, Action action) {
        return registers.begin(client, key, action, System.nanoTime());
    }

    private synchronized void end(int number, Answer answer) {
        registers.end(number, answer, System.nanoTime());
    }

    private synchronized void callOff(int number) {
        registers.callOff(number);
    }

    private synchronized void note(Set<String> receipts, String key) {
        receipts.add(key);
    }

    private synchronized void noteDoubt() {
        doubtful++;
    }

    /// All registers that were ever asked for.
    synchronized Set<String> keys() {
        var keys = new TreeSet<String>();
        registers.operations().forEach(operation -> keys.add(operation.key()));
        return keys;
    }

    /// What is wrong about what the registers answered, if anything is.
    synchronized List<String> wrongAnswers() {
        var checker = new LinearizabilityChecker<>(new Register(), STEPS_MAX);
        return switch (checker.judge(registers.operations())) {
            case Verdict.Linearizable() -> List.of();
            case Verdict.NotLinearizable bad -> List.of(bad.toString());
            case Verdict.Undecided open -> List.of(open.toString());
        };
    }

    /// What is wrong about the receipts that a member has, if anything is.
    synchronized List<String> wrongReceipts(int member, Set<String> present) {
        var wrong = new ArrayList<String>();
        for (var key : acknowledged) {
            if (!present.contains(key)) {
                wrong.add("member %d lacks %s, which was acknowledged".formatted(member, key));
            }
        }
        for (var key : refused) {
            if (present.contains(key)) {
                wrong.add("member %d has %s, which was not written".formatted(member, key));
            }
        }
        return wrong;
    }

    synchronized int acknowledgedReceipts() {
        return acknowledged.size();
    }

    /// In numbers.
    synchronized String summary() {
        var operations = registers.operations();
        var open = operations.stream().filter(Operation::isOpen).count();
        return "%d operations on %d registers, of which %d without an answer; %d writes once, %d"
                        .formatted(
                                operations.size(),
                                keys().size(),
                                open,
                                acknowledged.size() + refused.size() + doubtful,
                                acknowledged.size())
                + " acknowledged, %d not done, %d may have been"
                        .formatted(refused.size(), doubtful);
    }
}
