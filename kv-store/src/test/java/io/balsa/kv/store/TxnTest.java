package io.balsa.kv.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.kv.store.Command.DeleteRange;
import io.balsa.kv.store.Command.Put;
import io.balsa.kv.store.Command.Txn;
import io.balsa.kv.store.KvResult.DeleteResult;
import io.balsa.kv.store.KvResult.PutResult;
import io.balsa.kv.store.KvResult.RangeResult;
import io.balsa.kv.store.KvResult.Rejected;
import io.balsa.kv.store.KvResult.TxnResult;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

class TxnTest {
    private final LoggedStore store = new LoggedStore();

    @BeforeEach
    void fill() {
        store.put("a", "1");
        store.put("b", "2");
    }

    @Test
    void compareAndSetSetsWhenTheCompareHolds() {
        var result = compareAndSet(Compare.valueIs(Bytes.of("a"), Bytes.of("1")));

        assertThat(result.succeeded()).isTrue();
        assertThat(result.results()).containsExactly(new PutResult(4, null));
        assertThat(store.get("a")).isEqualTo(pair("a", "new", 2, 4, 2));
    }

    @Test
    void compareAndSetAnswersWithWhatIsThereWhenItDoesNot() {
        var result = compareAndSet(Compare.valueIs(Bytes.of("a"), Bytes.of("9")));

        assertThat(result.succeeded()).isFalse();
        assertThat(result.revision()).isEqualTo(3);
        assertThat(result.results())
                .containsExactly(new RangeResult(3, List.of(pair("a", "1", 2, 2, 1)), false, 1));
    }

    @Test
    void aKeyCanBeCreatedOnlyIfAbsent() {
        assertThat(compareAndSet(Compare.absent(Bytes.of("a"))).succeeded()).isFalse();
        store.delete("a");
        assertThat(compareAndSet(Compare.absent(Bytes.of("a"))).succeeded()).isTrue();
    }

    @Test
    void aKeyCanBeWrittenOnlyIfUnchanged() {
        assertThat(compareAndSet(Compare.unchangedSince(Bytes.of("a"), 2)).succeeded()).isTrue();
        assertThat(compareAndSet(Compare.unchangedSince(Bytes.of("a"), 2)).succeeded()).isFalse();
    }

    @Test
    void allComparesMustHold() {
        var holds = Compare.valueIs(Bytes.of("a"), Bytes.of("1"));
        var fails = Compare.valueIs(Bytes.of("b"), Bytes.of("1"));

        assertThat(compareAndSet(holds, fails).succeeded()).isFalse();
    }

    @Test
    void withoutComparesItSucceeds() {
        assertThat(compareAndSet().succeeded()).isTrue();
    }

    @Test
    void allItsWritesAreAtOneRevision() {
        var result = run(put("a", "3"), delete("b"), put("c", "4"));

        assertThat(result.revision()).isEqualTo(4);
        assertThat(result.results()).extracting(KvResult::revision).containsExactly(4L, 4L, 4L);
        assertThat(store.store.revision()).isEqualTo(4);
        assertThat(store.get("c")).isEqualTo(pair("c", "4", 4, 4, 1));
    }

    @Test
    void aTransactionThatWritesNothingLeavesTheRevision() {
        assertThat(run(delete("z"), RangeQuery.of(KeyRange.ALL)).revision()).isEqualTo(3);
        assertThat(store.store.revision()).isEqualTo(3);
    }

    @Test
    void readsInsideSeeTheWritesBeforeThem() {
        var all = RangeQuery.of(KeyRange.from(Bytes.of("b"))).projected(RangeQuery.Projection.KEYS);

        var result = run(all, put("c", "3"), all, delete("b"), all);

        assertThat(result.results().stream().map(TxnTest::keysOrNothing))
                .containsExactly("b", "", "b c", "", "c");
        assertThat(result.results())
                .extracting(KvResult::revision)
                .containsExactly(3L, 4L, 4L, 4L, 4L);
    }

    @Test
    void twoDeletesMayMeet() {
        assertThat(run(delete("a"), new DeleteRange(KeyRange.ALL, false)).results())
                .containsExactly(
                        new DeleteResult(4, 1, List.of()), new DeleteResult(4, 1, List.of()));
    }

    @Test
    void aFailingPutUndoesTheWholeTransaction() {
        var command = txn(put("a", "3"), new Put(Bytes.of("missing"), null, false));

        assertThat(store.apply(command)).isEqualTo(new Rejected(3, Problem.KEY_NOT_FOUND));
        assertThat(store.get("a")).isEqualTo(pair("a", "1", 2, 2, 1));
        assertThat(store.store.revision()).isEqualTo(3);
    }

    @Test
    void aFailingReadUndoesTheWholeTransaction() {
        var command = txn(put("a", "3"), RangeQuery.of(KeyRange.ALL).at(77));

        assertThat(store.apply(command)).isEqualTo(new Rejected(3, Problem.FUTURE_REVISION));
        assertThat(store.get("a")).isEqualTo(pair("a", "1", 2, 2, 1));
    }

    @Test
    void aReadOfTheRevisionBeforeItsOwnWritesIsRefusedForWantOfHistory() {
        var before = RangeQuery.of(KeyRange.ALL).at(3);

        assertThat(store.apply(txn(put("a", "3"), before)))
                .isEqualTo(new Rejected(3, Problem.COMPACTED));
        assertThat(store.apply(txn(before))).isInstanceOf(TxnResult.class);
    }

    @Test
    void ofSeveralProblemsThatOfAPutIsReported() {
        var future = RangeQuery.of(KeyRange.ALL).at(77);

        assertThat(store.apply(txn(future, new Put(Bytes.of("missing"), null, false))))
                .isEqualTo(new Rejected(3, Problem.KEY_NOT_FOUND));
    }

    @Test
    void theProblemsOfTheBranchNotTakenDoNotMatter() {
        var command =
                new Txn(
                        List.of(),
                        List.of(put("a", "3")),
                        List.of(new Put(Bytes.of("missing"), null, false)));

        assertThat(store.apply(command)).isInstanceOf(TxnResult.class);
    }

    @Test
    void transactionsInsideAreDecidedBeforeAnythingIsWritten() {
        var inner =
                new Txn(
                        List.of(Compare.valueIs(Bytes.of("a"), Bytes.of("1"))),
                        List.of(put("b", "a was 1")),
                        List.of(put("b", "a was not 1")));

        var result = run(put("a", "9"), inner);

        assertThat(store.get("b")).isEqualTo(pair("b", "a was 1", 3, 4, 2));
        assertThat(result.results().get(1))
                .isEqualTo(new TxnResult(4, true, List.of(new PutResult(4, null))));
    }

    @Test
    void clashingWritesAreRefusedEvenIfTheyGotIntoTheLog() {
        assertThat(store.apply(txn(put("a", "3"), put("a", "4"))))
                .isEqualTo(new Rejected(3, Problem.DUPLICATE_KEY));
    }

    @Test
    void aTransactionWithoutWritesCanBeReadWithoutTheLog() {
        var query = txn(RangeQuery.of(KeyRange.of(Bytes.of("a"))));

        assertThat(store.store.read(query))
                .isEqualTo(
                        new TxnResult(
                                3,
                                true,
                                List.of(
                                        new RangeResult(
                                                3, List.of(pair("a", "1", 2, 2, 1)), false, 1))));
    }

    private TxnResult compareAndSet(Compare... compares) {
        return (TxnResult)
                store.apply(Txn.compareAndSet(List.of(compares), Bytes.of("a"), Bytes.of("new")));
    }

    private TxnResult run(Operation... operations) {
        return (TxnResult) store.apply(txn(operations));
    }

    private static Txn txn(Operation... operations) {
        return new Txn(List.of(), List.of(operations), List.of());
    }

    private static Put put(String key, String value) {
        return new Put(Bytes.of(key), Bytes.of(value), false);
    }

    private static DeleteRange delete(String key) {
        return new DeleteRange(KeyRange.of(Bytes.of(key)), false);
    }

    private static String keysOrNothing(KvResult result) {
        return result instanceof RangeResult range ? LoggedStore.keys(range) : "";
    }

    private static KeyValue pair(String key, String value, long create, long mod, long version) {
        return new KeyValue(Bytes.of(key), Bytes.of(value), create, mod, version);
    }
}
