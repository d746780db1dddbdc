package io.balsa.kv.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.kv.store.Command.DeleteRange;
import io.balsa.kv.store.Command.Put;
import io.balsa.kv.store.Command.Txn;
import io.balsa.kv.store.Compare.Attribute;
import io.balsa.kv.store.Compare.OfNumber;
import io.balsa.kv.store.Compare.Relation;
import io.balsa.kv.store.RangeQuery.Order;
import io.balsa.kv.store.RangeQuery.Projection;
import io.balsa.kv.store.RangeQuery.RevisionFilter;
import io.balsa.kv.store.RangeQuery.SortBy;
import io.balsa.kv.store.RangeQuery.Span;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

class CommandFormatTest {
    @Test
    void aPutIsItsKeyAndValueAndFiveBytes() {
        assertThat(hex(new Put(Bytes.of("key"), Bytes.of("v"), false)))
                .isEqualTo("01 01 00 06 6b6579 02 76".replace(" ", ""));
    }

    @Test
    void everyPartOfTheFormatKeepsItsBytes() {
        assertThat(hex(new Put(Bytes.of("k"), null, true))).isEqualTo("010103026b");
        assertThat(hex(new DeleteRange(KeyRange.from(Bytes.of("k")), true)))
                .isEqualTo("010201026b0200");
        assertThat(hex(txn()))
                .isEqualTo(
                        "010304"
                                + "22026b00c801"
                                + "3f026b000276"
                                + "02"
                                + "01"
                                + "00026b0276"
                                + "02"
                                + "04"
                                + "2301026b00"
                                + "0e"
                                + "02040608"
                                + "0a");
    }

    @Test
    void theSessionGoesBeforeTheCommand() {
        var put = new Put(Bytes.of("k"), Bytes.of("v"), false);
        var once = new Once(Bytes.of("s"), 300, true, 299);

        assertThat(HexFormat.of().formatHex(CommandFormat.encode(put, once).array()))
                .isEqualTo("0181" + "010273d804d604" + "00026b0276");
    }

    @Test
    void whatIsWrittenIsReadBackAndMeasuredRight() throws MalformedCommandException {
        for (var seed = 0; seed < 5_000; seed++) {
            var random = new RandomCommands(seed);
            var command = random.command();
            var once = random.once();

            var encoded = CommandFormat.encode(command, once);

            assertThat(encoded.remaining()).isEqualTo(CommandFormat.size(command, once));
            assertThat(CommandReader.read(encoded))
                    .isEqualTo(new CommandReader.Request(command, once));
            assertThat(encoded.position()).isZero();
        }
    }

    @Test
    void numbersOfEverySizeAreReadBack() throws MalformedCommandException {
        for (var shift = 0; shift < Long.SIZE; shift++) {
            for (var serial : List.of(1L << shift, -1L << shift, (1L << shift) - 1)) {
                var once = new Once(Bytes.of("s"), serial, false, ~serial);
                var encoded = CommandFormat.encode(txn(), once);

                assertThat(CommandReader.read(encoded).once()).isEqualTo(once);
            }
        }
    }

    @Test
    void aCommandOfAnotherVersionIsCalledUnknown() {
        assertThatThrownBy(() -> read("020100026b0276"))
                .hasMessage(Problem.UNKNOWN_FORMAT.message());
    }

    @Test
    void noCommandHasASecondForm() {
        var refused =
                List.of(
                        "010100026b027600", // a byte too many
                        "010100826b0276", // a key longer than the rest
                        "01010082006b0276", // a length with a byte too many
                        "010104026b0276", // an unknown flag
                        "0101020 26b0276".replace(" ", ""), // a value that should not be there
                        "010100016b0276", // a length below zero
                        "010500026b0276", // an unknown kind
                        "010400026b0276", // a query, which is no command
                        "018102027302000100026b0276"); // an unknown flag of a session
        for (var each : refused) {
            assertThatThrownBy(() -> read(each))
                    .as(each)
                    .hasMessage(Problem.MALFORMED_COMMAND.message());
        }
    }

    private static Txn txn() {
        var key = KeyRange.of(Bytes.of("k"));
        return new Txn(
                List.of(
                        new OfNumber(key, Attribute.MOD_REVISION, Relation.LESS, 100),
                        new Compare.OfValue(key, Relation.NOT_EQUAL, Bytes.of("v"))),
                List.of(new Put(Bytes.of("k"), Bytes.of("v"), false)),
                List.of(
                        RangeQuery.of(key)
                                .at(7)
                                .sorted(SortBy.MOD_REVISION, Order.DESCENDING)
                                .filtered(new RevisionFilter(new Span(1, 2), new Span(3, 4)))
                                .limited(5)
                                .projected(Projection.KEYS)));
    }

    private static String hex(Command command) {
        return HexFormat.of().formatHex(CommandFormat.encode(command).array());
    }

    private static CommandReader.Request read(String hex) throws MalformedCommandException {
        return CommandReader.read(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }
}
