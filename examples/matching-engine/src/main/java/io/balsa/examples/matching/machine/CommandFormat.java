package io.balsa.examples.matching.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.examples.matching.book.NewOrder;
import io.balsa.examples.matching.book.Price;
import io.balsa.examples.matching.book.Side;
import io.balsa.examples.matching.book.Volume;

import org.jspecify.annotations.Nullable;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/// Commands as bytes of the log. Numbers are big-endian; a price of 0 is none.
///
///     1  key length: int, key, value                                    Set
///     2  side: byte, volume: long, price: long, id: long                Place
///     3  side: byte (0 for either), price: long, sequence: long         Cancel
public final class CommandFormat {
    private static final byte SET = 1;
    private static final byte PLACE = 2;
    private static final byte CANCEL = 3;

    private static final byte EITHER = 0;
    private static final byte BUY = 1;
    private static final byte SELL = 2;

    private static final int PLACE_BYTES = 2 + 3 * Long.BYTES;
    private static final int CANCEL_BYTES = 2 + 2 * Long.BYTES;

    private CommandFormat() {}

    /// The command as bytes, from position to limit.
    public static ByteBuffer encode(Command command) {
        return switch (command) {
            case Command.Set(var key, var value) -> encode(key.getBytes(UTF_8), value);
            case Command.Place(var order) ->
                    ByteBuffer.allocate(PLACE_BYTES)
                            .put(PLACE)
                            .put(encode(order.side()))
                            .putLong(order.volume().lots())
                            .putLong(encode(order.limit()))
                            .putLong(order.id())
                            .flip();
            case Command.Cancel(var sequence, var side, var price) ->
                    ByteBuffer.allocate(CANCEL_BYTES)
                            .put(CANCEL)
                            .put(encode(side))
                            .putLong(encode(price))
                            .putLong(sequence)
                            .flip();
        };
    }

    private static ByteBuffer encode(byte[] key, String value) {
        var bytes = value.getBytes(UTF_8);
        return ByteBuffer.allocate(1 + Integer.BYTES + key.length + bytes.length)
                .put(SET)
                .putInt(key.length)
                .put(key)
                .put(bytes)
                .flip();
    }

    private static byte encode(@Nullable Side side) {
        return switch (side) {
            case BUY -> BUY;
            case SELL -> SELL;
            case null -> EITHER;
        };
    }

    private static long encode(@Nullable Price price) {
        return price == null ? 0 : price.ticks();
    }

    /// Reads a command, and leaves `bytes` as it is.
    ///
    /// @throws IllegalArgumentException when it is none
    static Command decode(ByteBuffer bytes) {
        var input = bytes.slice();
        try {
            var command = read(input);
            if (input.hasRemaining()) {
                throw new IllegalArgumentException("bytes are left behind the command");
            }
            return command;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("the command ends too early", e);
        }
    }

    private static Command read(ByteBuffer input) {
        var kind = input.get();
        return switch (kind) {
            case SET -> {
                var key = text(input, input.getInt());
                yield new Command.Set(key, text(input, input.remaining()));
            }
            case PLACE -> {
                var side = side(input);
                if (side == null) {
                    throw new IllegalArgumentException("an order has a side");
                }
                var volume = new Volume(input.getLong());
                var limit = price(input);
                yield new Command.Place(new NewOrder(input.getLong(), side, volume, limit));
            }
            case CANCEL -> {
                var side = side(input);
                var price = price(input);
                yield new Command.Cancel(input.getLong(), side, price);
            }
            default -> throw new IllegalArgumentException("no command begins with " + kind);
        };
    }

    private static String text(ByteBuffer input, int length) {
        if (length < 0) {
            throw new IllegalArgumentException("a text has no negative length");
        }
        if (length > input.remaining()) {
            throw new BufferUnderflowException();
        }
        var bytes = new byte[length];
        input.get(bytes);
        return new String(bytes, UTF_8);
    }

    private static @Nullable Side side(ByteBuffer input) {
        var side = input.get();
        return switch (side) {
            case EITHER -> null;
            case BUY -> Side.BUY;
            case SELL -> Side.SELL;
            default -> throw new IllegalArgumentException("no side is written as " + side);
        };
    }

    private static @Nullable Price price(ByteBuffer input) {
        var ticks = input.getLong();
        return ticks == 0 ? null : new Price(ticks);
    }
}
