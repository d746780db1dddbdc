package io.balsa.kv.store;

import static io.balsa.kv.store.Compare.Relation.EQUAL;
import static io.balsa.kv.store.Compare.Relation.GREATER;
import static io.balsa.kv.store.Compare.Relation.LESS;
import static io.balsa.kv.store.Compare.Relation.NOT_EQUAL;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.kv.store.Command.Txn;
import io.balsa.kv.store.Compare.Attribute;
import io.balsa.kv.store.Compare.OfNumber;
import io.balsa.kv.store.Compare.OfValue;
import io.balsa.kv.store.Compare.Relation;
import io.balsa.kv.store.KvResult.TxnResult;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Stream;

class CompareTest {
    private static final KeyRange KEY = KeyRange.of(Bytes.of("k"));
    private static final KeyRange MISSING = KeyRange.of(Bytes.of("missing"));

    private final LoggedStore store = new LoggedStore();

    /// `k` is created at 3, last written at 4, and at version 2.
    @BeforeEach
    void fill() {
        store.put("j", "m");
        store.put("k", "l");
        store.put("k", "m");
    }

    @Test
    void comparesEachNumberOfAKey() {
        assertThat(holds(new OfNumber(KEY, Attribute.VERSION, EQUAL, 2))).isTrue();
        assertThat(holds(new OfNumber(KEY, Attribute.CREATE_REVISION, EQUAL, 3))).isTrue();
        assertThat(holds(new OfNumber(KEY, Attribute.MOD_REVISION, EQUAL, 4))).isTrue();
        assertThat(holds(new OfNumber(KEY, Attribute.LEASE, EQUAL, 0))).isTrue();
    }

    @Test
    void greaterMeansThatWhatTheKeyHasIsGreater() {
        assertThat(relationsOfVersionTo(1)).containsExactly(GREATER, NOT_EQUAL);
        assertThat(relationsOfVersionTo(2)).containsExactly(EQUAL);
        assertThat(relationsOfVersionTo(3)).containsExactly(LESS, NOT_EQUAL);
    }

    @Test
    void comparesValuesByUnsignedBytes() {
        assertThat(holds(new OfValue(KEY, GREATER, Bytes.of("ll")))).isTrue();
        assertThat(holds(new OfValue(KEY, LESS, Bytes.of("mm")))).isTrue();
        assertThat(holds(new OfValue(KEY, LESS, Bytes.copyOf(new byte[] {-1})))).isTrue();
    }

    @Test
    void theNumbersOfAMissingKeyAreZero() {
        for (var attribute : Attribute.values()) {
            assertThat(holds(new OfNumber(MISSING, attribute, EQUAL, 0))).isTrue();
            assertThat(holds(new OfNumber(MISSING, attribute, GREATER, -1))).isTrue();
        }
    }

    @Test
    void theValueOfAMissingKeyIsNeverAnythingNotEvenDifferent() {
        for (var relation : Relation.values()) {
            assertThat(holds(new OfValue(MISSING, relation, Bytes.EMPTY))).isFalse();
            assertThat(holds(new OfValue(MISSING, relation, Bytes.of("v")))).isFalse();
        }
    }

    @Test
    void aRangeHoldsWhenEachOfItsKeysDoes() {
        assertThat(holds(new OfValue(KeyRange.ALL, EQUAL, Bytes.of("m")))).isTrue();
        assertThat(holds(new OfNumber(KeyRange.ALL, Attribute.VERSION, EQUAL, 2))).isFalse();
        assertThat(holds(new OfNumber(KeyRange.ALL, Attribute.VERSION, GREATER, 0))).isTrue();
    }

    @Test
    void aRangeWithoutKeysIsLikeAMissingKey() {
        var empty = KeyRange.from(Bytes.of("z"));

        assertThat(holds(new OfNumber(empty, Attribute.VERSION, EQUAL, 0))).isTrue();
        assertThat(holds(new OfNumber(empty, Attribute.VERSION, GREATER, 0))).isFalse();
        assertThat(holds(new OfValue(empty, NOT_EQUAL, Bytes.of("v")))).isFalse();
    }

    private Stream<Relation> relationsOfVersionTo(long operand) {
        return Stream.of(Relation.values())
                .filter(each -> holds(new OfNumber(KEY, Attribute.VERSION, each, operand)));
    }

    private boolean holds(Compare compare) {
        var result = store.store.read(new Txn(List.of(compare), List.of(), List.of()));
        return ((TxnResult) result).succeeded();
    }
}
