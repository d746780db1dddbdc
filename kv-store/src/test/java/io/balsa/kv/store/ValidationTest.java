package io.balsa.kv.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.kv.store.Command.DeleteRange;
import io.balsa.kv.store.Command.Put;
import io.balsa.kv.store.Command.Txn;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;

class ValidationTest {
    private static final Validation SMALL = new Validation(new KvLimits(100, 20, 50, 4));

    @Test
    void whatKeepsToTheRulesHasNoProblem() {
        assertThat(problem(put("k"))).isNull();
        assertThat(problem(new DeleteRange(KeyRange.ALL, true))).isNull();
        assertThat(problem(txn(put("a"), put("b"), delete("c", "")))).isNull();
        assertThat(SMALL.problem(RangeQuery.of(KeyRange.ALL))).isEmpty();
    }

    @Test
    void anEmptyKeyIsNotProvidedWhereverItIs() {
        var empty = KeyRange.of(Bytes.EMPTY);
        var compare = Compare.absent(Bytes.EMPTY);

        assertThat(problem(put(""))).isEqualTo(Problem.KEY_NOT_PROVIDED);
        assertThat(problem(delete("", "z"))).isEqualTo(Problem.KEY_NOT_PROVIDED);
        assertThat(SMALL.problem(RangeQuery.of(empty))).contains(Problem.KEY_NOT_PROVIDED);
        assertThat(problem(txn(put("")))).isEqualTo(Problem.KEY_NOT_PROVIDED);
        assertThat(problem(txn(txn(RangeQuery.of(empty))))).isEqualTo(Problem.KEY_NOT_PROVIDED);
        assertThat(problem(new Txn(List.of(compare), List.of(), List.of())))
                .isEqualTo(Problem.KEY_NOT_PROVIDED);
    }

    @Test
    void aKeyMayHaveTheLimitAndNoByteMore() {
        assertThat(problem(put("k".repeat(20)))).isNull();
        assertThat(problem(put("k".repeat(21)))).isEqualTo(Problem.REQUEST_TOO_LARGE);
        assertThat(problem(delete("a", "b".repeat(21)))).isEqualTo(Problem.REQUEST_TOO_LARGE);
        assertThat(problem(txn(put("k".repeat(21))))).isEqualTo(Problem.REQUEST_TOO_LARGE);
        assertThat(SMALL.problem(RangeQuery.of(KeyRange.of(Bytes.of("k".repeat(21))))))
                .contains(Problem.REQUEST_TOO_LARGE);
    }

    @Test
    void aValueMayHaveTheLimitAndNoByteMore() {
        assertThat(problem(put("k", "v".repeat(50)))).isNull();
        assertThat(problem(put("k", "v".repeat(51)))).isEqualTo(Problem.REQUEST_TOO_LARGE);
    }

    @Test
    void theRequestCountsAsAWholeWithItsSession() {
        var command = txn(put("a", "v".repeat(40)), put("b", "v".repeat(40)));
        var once = new Once(Bytes.of("s".repeat(20)), 1, true, 0);

        assertThat(CommandFormat.size(command, null)).isLessThanOrEqualTo(100);
        assertThat(problem(command)).isNull();
        assertThat(SMALL.problem(command, once)).contains(Problem.REQUEST_TOO_LARGE);
    }

    @Test
    void aTransactionMayHaveTheLimitOfOperationsInEachList() {
        var compare = Compare.absent(Bytes.of("k"));
        var read = RangeQuery.of(KeyRange.of(Bytes.of("k")));

        assertThat(problem(new Txn(copies(4, compare), copies(4, read), copies(4, read))))
                .isNotEqualTo(Problem.TOO_MANY_OPERATIONS);
        assertThat(problem(new Txn(copies(5, compare), List.of(), List.of())))
                .isEqualTo(Problem.TOO_MANY_OPERATIONS);
        assertThat(problem(new Txn(List.of(), copies(5, read), List.of())))
                .isEqualTo(Problem.TOO_MANY_OPERATIONS);
        assertThat(problem(new Txn(List.of(), List.of(), copies(5, read))))
                .isEqualTo(Problem.TOO_MANY_OPERATIONS);
    }

    @Test
    void transactionsInsideHaveWhatIsLeft() {
        assertThat(problem(txn(txn(put("a"), put("b"), put("c"))))).isNull();
        assertThat(problem(txn(txn(put("a"), put("b"), put("c"), put("d")))))
                .isEqualTo(Problem.TOO_MANY_OPERATIONS);
    }

    @Test
    void transactionsNestToALimit() {
        var roomy = new Validation(KvLimits.DEFAULT);

        assertThat(roomy.problem(nested(CommandFormat.DEPTH_MAX), null)).isEmpty();
        assertThat(roomy.problem(nested(CommandFormat.DEPTH_MAX + 1), null))
                .contains(Problem.TOO_DEEP);
    }

    @Test
    void aBranchMayPutAKeyOnce() {
        assertThat(problem(txn(put("a"), put("a")))).isEqualTo(Problem.DUPLICATE_KEY);
        assertThat(problem(new Txn(List.of(), List.of(put("a")), List.of(put("a"))))).isNull();
    }

    @Test
    void aBranchMayNotPutWhatItDeletesInWhicheverOrder() {
        assertThat(problem(txn(put("b"), delete("a", "c")))).isEqualTo(Problem.DUPLICATE_KEY);
        assertThat(problem(txn(delete("a", "c"), put("b")))).isEqualTo(Problem.DUPLICATE_KEY);
        assertThat(problem(txn(delete("a", "\0"), put("b")))).isEqualTo(Problem.DUPLICATE_KEY);
        assertThat(problem(txn(delete("a", "b"), put("b")))).isNull();
    }

    @Test
    void aBranchMayDeleteTwice() {
        assertThat(problem(txn(delete("a", "c"), delete("b", "d")))).isNull();
    }

    @Test
    void transactionsInsideClashWithWhatIsAround() {
        assertThat(problem(txn(put("a"), txn(put("a"))))).isEqualTo(Problem.DUPLICATE_KEY);
        assertThat(problem(txn(txn(put("a")), txn(put("a"))))).isEqualTo(Problem.DUPLICATE_KEY);
        assertThat(problem(txn(txn(put("a")), txn(delete("a", "")))))
                .isEqualTo(Problem.DUPLICATE_KEY);
        assertThat(problem(txn(txn(delete("a", "")), put("a")))).isEqualTo(Problem.DUPLICATE_KEY);
    }

    @Test
    void theTwoBranchesOfATransactionInsideDoNotClash() {
        var either = new Txn(List.of(), List.of(put("a")), List.of(put("a"), delete("b", "")));

        assertThat(problem(txn(either))).isNull();
        assertThat(problem(txn(either, put("b")))).isEqualTo(Problem.DUPLICATE_KEY);
    }

    @Test
    void theWordsAreThoseThatClientsOfEtcdTest() {
        assertThat(Problem.KEY_NOT_PROVIDED.message()).isEqualTo("key is not provided");
        assertThat(Problem.KEY_NOT_FOUND.message()).isEqualTo("key not found");
        assertThat(Problem.REQUEST_TOO_LARGE.message()).isEqualTo("request is too large");
        assertThat(Problem.TOO_MANY_OPERATIONS.message())
                .isEqualTo("too many operations in txn request");
        assertThat(Problem.DUPLICATE_KEY.message()).isEqualTo("duplicate key given in txn request");
        assertThat(Problem.COMPACTED.message())
                .isEqualTo("mvcc: required revision has been compacted");
        assertThat(Problem.FUTURE_REVISION.message())
                .isEqualTo("mvcc: required revision is a future revision");
    }

    private static @Nullable Problem problem(Command command) {
        return SMALL.problem(command, null).orElse(null);
    }

    private static Txn txn(Operation... operations) {
        return new Txn(List.of(), List.of(operations), List.of());
    }

    private static Txn nested(int depth) {
        return depth == 1 ? txn(put("a")) : txn(nested(depth - 1));
    }

    private static Put put(String key) {
        return put(key, "v");
    }

    private static Put put(String key, String value) {
        return new Put(Bytes.of(key), Bytes.of(value), false);
    }

    private static DeleteRange delete(String key, String end) {
        return new DeleteRange(new KeyRange(Bytes.of(key), Bytes.of(end)), false);
    }

    private static <T> List<T> copies(int count, T each) {
        return Collections.nCopies(count, each);
    }
}
