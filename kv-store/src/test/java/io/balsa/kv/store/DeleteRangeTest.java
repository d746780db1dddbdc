package io.balsa.kv.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.kv.store.Command.DeleteRange;
import io.balsa.kv.store.KvResult.DeleteResult;
import io.balsa.kv.store.KvResult.Rejected;

import org.junit.jupiter.api.Test;

import java.util.List;

class DeleteRangeTest {
    private final LoggedStore store = new LoggedStore();

    @Test
    void deletingAKeyTakesARevision() {
        store.put("k", "v");

        assertThat(store.delete("k").revision()).isEqualTo(3);
        assertThat(store.get("k")).isNull();
    }

    @Test
    void deletingARangeTakesOneRevisionHoweverManyKeysGo() {
        store.put("a", "1");
        store.put("b", "2");
        store.put("c", "3");

        var result = store.delete(KeyRange.from(Bytes.of("b")));

        assertThat(result.deleted()).isEqualTo(2);
        assertThat(result.revision()).isEqualTo(5);
        assertThat(store.keys(RangeQuery.of(KeyRange.ALL))).isEqualTo("a");
    }

    @Test
    void deletingNothingLeavesTheRevision() {
        store.put("a", "1");

        assertThat(store.delete("b")).isEqualTo(new DeleteResult(2, 0, List.of()));
        assertThat(store.store.revision()).isEqualTo(2);
    }

    @Test
    void anEmptyRangeDeletesNothing() {
        store.put("a", "1");

        assertThat(store.delete(new KeyRange(Bytes.of("b"), Bytes.of("a"))).deleted()).isZero();
    }

    @Test
    void answersWithThePreviousPairsInKeyOrderWhenAsked() {
        store.put("b", "2");
        store.put("a", "1");

        assertThat(store.delete(KeyRange.ALL).previous())
                .containsExactly(
                        new KeyValue(Bytes.of("a"), Bytes.of("1"), 3, 3, 1),
                        new KeyValue(Bytes.of("b"), Bytes.of("2"), 2, 2, 1));
    }

    @Test
    void answersWithNumbersOnlyWhenNotAsked() {
        store.put("a", "1");

        assertThat(store.apply(new DeleteRange(KeyRange.ALL, false)))
                .isEqualTo(new DeleteResult(3, 1, List.of()));
    }

    @Test
    void anEmptyKeyIsRefusedEvenIfItGotIntoTheLog() {
        assertThat(store.apply(new DeleteRange(KeyRange.of(Bytes.EMPTY), false)))
                .isEqualTo(new Rejected(1, Problem.KEY_NOT_PROVIDED));
    }
}
