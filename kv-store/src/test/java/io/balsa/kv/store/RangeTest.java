package io.balsa.kv.store;

import static io.balsa.kv.store.RangeQuery.Order.ASCENDING;
import static io.balsa.kv.store.RangeQuery.Order.DESCENDING;
import static io.balsa.kv.store.RangeQuery.Order.NONE;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.kv.store.KvResult.RangeResult;
import io.balsa.kv.store.KvResult.Rejected;
import io.balsa.kv.store.RangeQuery.Projection;
import io.balsa.kv.store.RangeQuery.RevisionFilter;
import io.balsa.kv.store.RangeQuery.SortBy;
import io.balsa.kv.store.RangeQuery.Span;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

class RangeTest {
    private static final RangeQuery ALL = RangeQuery.of(KeyRange.ALL);

    private final LoggedStore store = new LoggedStore();

    /// Created c a b d at 2 to 5, last written b d a c at 4, 5, 7 and 8.
    @BeforeEach
    void fill() {
        store.put("c", "z");
        store.put("a", "y");
        store.put("b", "x");
        store.put("d", "w");
        store.put("a", "v");
        store.put("a", "u");
        store.put("c", "t");
    }

    @Test
    void withoutAnEndItIsOneKey() {
        assertThat(store.keys(RangeQuery.of(KeyRange.of(Bytes.of("b"))))).isEqualTo("b");
        assertThat(store.keys(RangeQuery.of(KeyRange.of(Bytes.of("bb"))))).isEmpty();
    }

    @Test
    void theEndIsExcluded() {
        assertThat(store.keys(range("a", "c"))).isEqualTo("a b");
    }

    @Test
    void anEndOfOneZeroByteIsNoEnd() {
        assertThat(store.keys(range("b", "\0"))).isEqualTo("b c d");
        assertThat(store.keys(range("\0", "\0"))).isEqualTo("a b c d");
    }

    @Test
    void anEndAtOrBeforeTheKeyIsAnEmptyRange() {
        assertThat(store.read(range("b", "b"))).isEqualTo(new RangeResult(8, List.of(), false, 0));
        assertThat(store.read(range("b", "a"))).isEqualTo(new RangeResult(8, List.of(), false, 0));
    }

    @Test
    void keysAreOrderedByUnsignedBytes() {
        var low = Bytes.copyOf(new byte[] {0x7f});
        var high = Bytes.copyOf(new byte[] {(byte) 0x80});
        store.apply(new Command.Put(high, Bytes.EMPTY, false));
        store.apply(new Command.Put(low, Bytes.EMPTY, false));

        assertThat(store.read(RangeQuery.of(KeyRange.from(low))).pairs())
                .extracting(KeyValue::key)
                .containsExactly(low, high);
    }

    @Test
    void theLimitCutsAndSaysSoAndTheCountIgnoresIt() {
        var result = store.read(ALL.limited(3));

        assertThat(LoggedStore.keys(result)).isEqualTo("a b c");
        assertThat(result.more()).isTrue();
        assertThat(result.count()).isEqualTo(4);
    }

    @Test
    void aLimitThatIsJustMetLeavesNoMore() {
        assertThat(store.read(ALL.limited(4)).more()).isFalse();
    }

    @Test
    void aLimitOfZeroOrLessIsNone() {
        assertThat(store.keys(ALL.limited(0))).isEqualTo("a b c d");
        assertThat(store.keys(ALL.limited(-1))).isEqualTo("a b c d");
        assertThat(store.keys(ALL.limited(Long.MAX_VALUE))).isEqualTo("a b c d");
    }

    @Test
    void countingAnswersWithNoPairsAndIgnoresTheLimit() {
        assertThat(store.read(ALL.projected(Projection.COUNT).limited(1)))
                .isEqualTo(new RangeResult(8, List.of(), false, 4));
    }

    @Test
    void keysAloneComeWithEverythingButTheValue() {
        var result = store.read(range("a", "").projected(Projection.KEYS));

        assertThat(result.pairs())
                .containsExactly(new KeyValue(Bytes.of("a"), Bytes.EMPTY, 3, 7, 3));
    }

    @Test
    void keysAloneAreStillSortedByTheirValues() {
        var byValue = ALL.sorted(SortBy.VALUE, ASCENDING).projected(Projection.KEYS);

        assertThat(store.keys(byValue)).isEqualTo("c a d b");
    }

    @Test
    void sortsByEveryTargetBothWays() {
        assertThat(store.keys(ALL.sorted(SortBy.KEY, ASCENDING))).isEqualTo("a b c d");
        assertThat(store.keys(ALL.sorted(SortBy.KEY, DESCENDING))).isEqualTo("d c b a");
        assertThat(store.keys(ALL.sorted(SortBy.CREATE_REVISION, ASCENDING))).isEqualTo("c a b d");
        assertThat(store.keys(ALL.sorted(SortBy.CREATE_REVISION, DESCENDING))).isEqualTo("d b a c");
        assertThat(store.keys(ALL.sorted(SortBy.MOD_REVISION, ASCENDING))).isEqualTo("b d a c");
        assertThat(store.keys(ALL.sorted(SortBy.MOD_REVISION, DESCENDING))).isEqualTo("c a d b");
        assertThat(store.keys(ALL.sorted(SortBy.VALUE, DESCENDING))).isEqualTo("b d a c");
    }

    @Test
    void pairsThatSortAlikeComeInKeyOrderBothWays() {
        assertThat(store.keys(ALL.sorted(SortBy.VERSION, ASCENDING))).isEqualTo("b d c a");
        assertThat(store.keys(ALL.sorted(SortBy.VERSION, DESCENDING))).isEqualTo("a c b d");
    }

    @Test
    void aSortTargetWithoutAnOrderSortsAscending() {
        assertThat(store.keys(ALL.sorted(SortBy.CREATE_REVISION, NONE))).isEqualTo("c a b d");
    }

    @Test
    void withAnOrderTheLimitCutsAfterSorting() {
        assertThat(store.keys(ALL.sorted(SortBy.MOD_REVISION, DESCENDING).limited(1)))
                .isEqualTo("c");
        assertThat(store.keys(ALL.sorted(SortBy.KEY, DESCENDING).limited(1))).isEqualTo("d");
        assertThat(store.keys(ALL.sorted(SortBy.KEY, ASCENDING).limited(1))).isEqualTo("a");
    }

    /// etcd fetches one more than the limit, to know whether there is more, and sorts that, too: so
    /// of a, b and c, created c a b, the two first are c and a.
    @Test
    void withoutAnOrderTheLimitCutsBeforeSorting() {
        assertThat(store.keys(ALL.sorted(SortBy.CREATE_REVISION, NONE).limited(2)))
                .isEqualTo("c a");
        assertThat(store.keys(ALL.sorted(SortBy.CREATE_REVISION, NONE).limited(1))).isEqualTo("a");
    }

    @Test
    void filtersByModAndCreateRevisionBothEndsIncluded() {
        assertThat(store.keys(filtered(new Span(5, 7), Span.ANY))).isEqualTo("a d");
        assertThat(store.keys(filtered(new Span(8, 0), Span.ANY))).isEqualTo("c");
        assertThat(store.keys(filtered(new Span(0, 5), Span.ANY))).isEqualTo("b d");
        assertThat(store.keys(filtered(Span.ANY, new Span(3, 4)))).isEqualTo("a b");
        assertThat(store.keys(filtered(new Span(5, 0), new Span(0, 3)))).isEqualTo("a c");
    }

    @Test
    void theCountIgnoresTheFilterButMoreDoesNot() {
        var one = store.read(filtered(new Span(8, 0), Span.ANY).limited(1));
        assertThat(one.count()).isEqualTo(4);
        assertThat(one.more()).isFalse();

        var two = store.read(filtered(new Span(7, 0), Span.ANY).limited(1));
        assertThat(LoggedStore.keys(two)).isEqualTo("a");
        assertThat(two.more()).isTrue();
    }

    @Test
    void readsAtTheCurrentRevisionAndSaysWhichItIs() {
        assertThat(store.read(ALL).revision()).isEqualTo(8);
        assertThat(store.keys(ALL.at(8))).isEqualTo("a b c d");
        assertThat(store.keys(ALL.at(-1))).isEqualTo("a b c d");
    }

    @Test
    void refusesARevisionThatIsNotThereYet() {
        assertThat(store.store.read(ALL.at(9))).isEqualTo(new Rejected(8, Problem.FUTURE_REVISION));
    }

    @Test
    void refusesARevisionWhoseStateIsGone() {
        assertThat(store.store.read(ALL.at(7))).isEqualTo(new Rejected(8, Problem.COMPACTED));
    }

    @Test
    void refusesAnEmptyKey() {
        assertThat(store.store.read(range("", "z")))
                .isEqualTo(new Rejected(8, Problem.KEY_NOT_PROVIDED));
    }

    private static RangeQuery range(String key, String end) {
        return RangeQuery.of(new KeyRange(Bytes.of(key), Bytes.of(end)));
    }

    private static RangeQuery filtered(Span mod, Span create) {
        return ALL.filtered(new RevisionFilter(mod, create));
    }
}
