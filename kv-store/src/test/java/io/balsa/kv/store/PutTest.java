package io.balsa.kv.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.kv.store.Command.Put;
import io.balsa.kv.store.KvResult.Rejected;

import org.junit.jupiter.api.Test;

class PutTest {
    private static final Bytes KEY = Bytes.of("k");

    private final LoggedStore store = new LoggedStore();

    @Test
    void aStoreThatWasNeverWrittenIsAtRevisionOne() {
        assertThat(store.store.revision()).isEqualTo(1);
    }

    @Test
    void theFirstPutIsAtRevisionTwo() {
        assertThat(store.put("k", "v").revision()).isEqualTo(2);
        assertThat(store.store.revision()).isEqualTo(2);
    }

    @Test
    void aFirstPutCreatesAtItsRevisionWithVersionOne() {
        store.put("other", "v");
        store.put("k", "v");

        assertThat(store.get("k")).isEqualTo(new KeyValue(KEY, Bytes.of("v"), 3, 3, 1));
    }

    @Test
    void aSecondPutKeepsTheCreateRevisionAndCountsTheVersionUp() {
        store.put("k", "v1");
        store.put("other", "v");
        store.put("k", "v2");

        assertThat(store.get("k")).isEqualTo(new KeyValue(KEY, Bytes.of("v2"), 2, 4, 2));
    }

    @Test
    void puttingTheSameValueAgainIsAWriteToo() {
        store.put("k", "v");
        store.put("k", "v");

        assertThat(store.get("k")).isEqualTo(new KeyValue(KEY, Bytes.of("v"), 2, 3, 2));
    }

    @Test
    void aKeyThatWasDeletedBeginsANewLife() {
        store.put("k", "v1");
        store.put("k", "v2");
        store.delete("k");
        store.put("k", "v3");

        assertThat(store.get("k")).isEqualTo(new KeyValue(KEY, Bytes.of("v3"), 5, 5, 1));
    }

    @Test
    void answersWithThePreviousPairWhenAsked() {
        assertThat(store.put("k", "v1").previous()).isNull();
        assertThat(store.put("k", "v2").previous())
                .isEqualTo(new KeyValue(KEY, Bytes.of("v1"), 2, 2, 1));
        assertThat(store.apply(new Put(KEY, Bytes.of("v3"), false)))
                .isEqualTo(new KvResult.PutResult(4, null));
    }

    @Test
    void aValueMayBeEmpty() {
        store.put("k", "");

        assertThat(store.get("k")).isEqualTo(new KeyValue(KEY, Bytes.EMPTY, 2, 2, 1));
    }

    @Test
    void withoutAValueItKeepsTheOneTheKeyHas() {
        store.put("k", "v");
        store.apply(new Put(KEY, null, false));

        assertThat(store.get("k")).isEqualTo(new KeyValue(KEY, Bytes.of("v"), 2, 3, 2));
    }

    @Test
    void withoutAValueItRefusesAKeyThatIsNotThere() {
        assertThat(store.apply(new Put(KEY, null, true)))
                .isEqualTo(new Rejected(1, Problem.KEY_NOT_FOUND));
        assertThat(store.store.revision()).isEqualTo(1);
    }

    @Test
    void anEmptyKeyIsRefusedEvenIfItGotIntoTheLog() {
        assertThat(store.apply(new Put(Bytes.EMPTY, Bytes.of("v"), false)))
                .isEqualTo(new Rejected(1, Problem.KEY_NOT_PROVIDED));
    }
}
