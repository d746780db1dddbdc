package io.balsa.raft.testkit.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Decides whether a history is linearizable: whether each operation can be given one moment
/// between its invocation and its return, such that the answers are those of the operations carried
/// out one after the other at these moments (Herlihy and Wing).
///
/// The search is that of Wing and Gong with Lowe's memory of what was tried before. A history is
/// linearizable when the part of it on each key is (Herlihy and Wing's locality theorem), so that
/// keys are judged one by one. An open operation may take effect at any moment after its
/// invocation, or never.
public final class LinearizabilityChecker<S, I, O> {
    private final SequentialModel<S, I, O> model;
    private final long stepsMax;

    /// A checker that gives up on a key after `stepsMax` attempts to place an operation: the
    /// problem is NP-complete, and a history with very many open operations may be out of reach.
    public LinearizabilityChecker(SequentialModel<S, I, O> model, long stepsMax) {
        this.model = model;
        this.stepsMax = stepsMax;
    }

    /// The verdict over all keys: the first that is not good, if there is one.
    public Verdict judge(List<Operation<I, O>> operations) {
        var byKey = new LinkedHashMap<String, List<Operation<I, O>>>();
        for (var operation : operations) {
            byKey.computeIfAbsent(operation.key(), _ -> new ArrayList<>()).add(operation);
        }
        for (var ofOneKey : byKey.entrySet()) {
            var search = new OrderSearch<>(model, ofOneKey.getValue(), stepsMax);
            var verdict = search.verdict(ofOneKey.getKey());
            if (!(verdict instanceof Verdict.Linearizable)) {
                return verdict;
            }
        }
        return new Verdict.Linearizable();
    }
}
