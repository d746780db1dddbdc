package io.balsa.raft.testkit.history;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One search for an order that explains all answered operations on one object: depth first, one
/// operation placed per level. Three things keep it short, and none loses an order that exists:
///
/// - What has been placed, the state it led to and what is owed is all that the rest of the search
///   depends on: what was tried once is not tried again (Lowe).
/// - A read that fits now is placed now: it would change nothing later either.
/// - An open operation is placed only just before one that needs it ([Owed]). In any order, an open
///   operation that the next one does not need can be moved behind it, or left out.
final class OrderSearch<S, I, O> {
    private final SequentialModel<S, I, O> model;
    private final List<Operation<I, O>> operations;
    private final long stepsMax;

    private final BitSet placed = new BitSet();
    private final Set<Tried<S>> tried = new HashSet<>();
    private final Deque<Level<S>> levels = new ArrayDeque<>();
    private S state;
    private @Nullable Owed<S> owed;
    private int unexplained;
    private int fewestUnexplained;
    private long steps;

    /// The open operation `number` was just placed on the state `before`: what comes next must need
    /// it.
    private record Owed<S>(int number, S before) {}

    private record Tried<S>(BitSet placed, S state, @Nullable Owed<S> owed) {}

    /// One level of the search: where it began, and what can be placed there.
    private static final class Level<S> {
        final S before;
        final @Nullable Owed<S> owedBefore;
        final int[] candidates;
        int next;

        Level(S before, @Nullable Owed<S> owedBefore, int[] candidates) {
            this.before = before;
            this.owedBefore = owedBefore;
            this.candidates = candidates;
        }
    }

    OrderSearch(SequentialModel<S, I, O> model, List<Operation<I, O>> operations, long stepsMax) {
        this.model = model;
        this.operations = new ArrayList<>(operations);
        this.operations.sort(Comparator.comparingLong(Operation::invokedNanos));
        this.stepsMax = stepsMax;
        this.state = model.initial();
        this.unexplained = (int) operations.stream().filter(each -> !each.isOpen()).count();
        this.fewestUnexplained = unexplained;
    }

    Verdict verdict(String key) {
        var answered = unexplained;
        levels.push(new Level<>(state, null, candidates()));
        while (unexplained > 0 && !levels.isEmpty()) {
            var level = levels.element();
            if (level.next == level.candidates.length) {
                levels.pop();
                takeBack();
            } else if (steps++ == stepsMax) {
                return new Verdict.Undecided(key, stepsMax);
            } else {
                tryToPlace(level.candidates[level.next++]);
            }
        }
        return unexplained == 0
                ? new Verdict.Linearizable()
                : new Verdict.NotLinearizable(key, answered - fewestUnexplained, operations);
    }

    private void tryToPlace(int number) {
        var operation = operations.get(number);
        var step = model.step(state, operation.input());
        if (!explains(step, operation) || !isNeeded(operation, step)) {
            return;
        }
        var owedNext = operation.isOpen() ? new Owed<>(number, state) : null;
        placed.set(number);
        if (!tried.add(new Tried<>((BitSet) placed.clone(), step.state(), owedNext))) {
            placed.clear(number);
            return;
        }
        state = step.state();
        owed = owedNext;
        unexplained -= operation.isOpen() ? 0 : 1;
        fewestUnexplained = Math.min(fewestUnexplained, unexplained);
        levels.push(new Level<>(state, owed, candidates()));
    }

    /// Can `operation` take this step? An open one only where it makes a difference.
    private boolean explains(SequentialModel.Step<S, O> step, Operation<I, O> operation) {
        return operation.isOpen()
                ? !step.state().equals(state)
                : step.output().equals(operation.output());
    }

    /// Does `operation`, whose step is `with`, need the open operation just before it, if any?
    private boolean isNeeded(Operation<I, O> operation, SequentialModel.Step<S, O> with) {
        if (owed == null) {
            return true;
        }
        var without = model.step(owed.before, operation.input());
        if (!operation.isOpen() && !without.output().equals(operation.output())) {
            return true;
        }
        if (without.state().equals(with.state())) {
            return false;
        }
        var openOne = operations.get(owed.number).input();
        return operation.isOpen()
                || !model.step(without.state(), openOne).state().equals(with.state());
    }

    /// Undoes the operation that led to the level just left.
    private void takeBack() {
        var level = levels.peek();
        if (level != null) {
            var number = level.candidates[level.next - 1];
            placed.clear(number);
            unexplained += operations.get(number).isOpen() ? 0 : 1;
            state = level.before;
            owed = level.owedBefore;
        }
    }

    /// The operations that may come next: those not placed that were invoked before any other that
    /// is not placed returned. The most urgent first; open ones last, since few are needed.
    private int[] candidates() {
        var firstReturn = Operation.NEVER;
        var candidates = new ArrayList<Integer>();
        for (var number = placed.nextClearBit(0);
                number < operations.size();
                number = placed.nextClearBit(number + 1)) {
            var operation = operations.get(number);
            if (operation.invokedNanos() > firstReturn) {
                break;
            }
            if (isFittingRead(operation)) {
                return new int[] {number};
            }
            firstReturn = Math.min(firstReturn, operation.returnedNanos());
            candidates.add(number);
        }
        return candidates.stream()
                .sorted(Comparator.comparingLong(number -> operations.get(number).returnedNanos()))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private boolean isFittingRead(Operation<I, O> operation) {
        var output = operation.output();
        return output != null
                && model.isRead(operation.input(), output)
                && model.step(state, operation.input()).output().equals(output);
    }
}
