package io.balsa.kv.store;

import io.balsa.kv.store.Command.Txn;
import io.balsa.kv.store.Compare.Attribute;
import io.balsa.kv.store.Compare.OfNumber;
import io.balsa.kv.store.Compare.OfValue;

import java.util.ArrayList;
import java.util.List;

/// The way that a transaction takes, decided before it writes anything.
///
/// @param inner the ways of the transactions among `operations`, in order
record TakenBranch(boolean succeeded, List<Operation> operations, List<TakenBranch> inner) {
    private static final KeyValue ABSENT = new KeyValue(Bytes.EMPTY, Bytes.EMPTY, 0, 0, 0);

    static TakenBranch of(Txn txn, OrderedStore store) {
        var succeeded = txn.compares().stream().allMatch(compare -> holds(compare, store));
        var operations = succeeded ? txn.success() : txn.failure();
        var inner = new ArrayList<TakenBranch>();
        for (var operation : operations) {
            if (operation instanceof Txn nested) {
                inner.add(of(nested, store));
            }
        }
        return new TakenBranch(succeeded, operations, inner);
    }

    /// The operations on the way, without the transactions they are in.
    List<Operation> path() {
        var path = new ArrayList<Operation>();
        var ahead = inner.iterator();
        for (var operation : operations) {
            if (operation instanceof Txn) {
                path.addAll(ahead.next().path());
            } else {
                path.add(operation);
            }
        }
        return path;
    }

    private static boolean holds(Compare compare, OrderedStore store) {
        var audit = new Audit(compare);
        store.scan(compare.keys(), audit);
        return audit.passed();
    }

    private static boolean holds(Compare compare, KeyValue pair) {
        return switch (compare) {
            case OfNumber(_, var attribute, var relation, var operand) ->
                    relation.holds(Long.compare(number(pair, attribute), operand));
            case OfValue(_, var relation, var operand) ->
                    relation.holds(pair.value().compareTo(operand));
        };
    }

    private static long number(KeyValue pair, Attribute attribute) {
        return switch (attribute) {
            case VERSION -> pair.version();
            case CREATE_REVISION -> pair.createRevision();
            case MOD_REVISION -> pair.modRevision();
            case LEASE -> 0;
        };
    }

    /// Looks for a pair that fails a compare.
    private static final class Audit implements OrderedStore.Visitor {
        private final Compare compare;
        private boolean sawPairs;
        private boolean allHold = true;

        Audit(Compare compare) {
            this.compare = compare;
        }

        boolean passed() {
            return sawPairs ? allHold : compare instanceof OfNumber && holds(compare, ABSENT);
        }

        @Override
        public boolean visit(KeyValue pair) {
            sawPairs = true;
            allHold = holds(compare, pair);
            return allHold;
        }
    }
}
