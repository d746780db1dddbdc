package io.balsa.examples.matching.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.examples.matching.book.Order;
import io.balsa.examples.matching.book.Price;
import io.balsa.examples.matching.book.Side;
import io.balsa.examples.matching.book.Volume;
import io.balsa.raft.node.StateView;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Everything that an [Exchange] holds at one moment, and how a snapshot writes it: equal states
/// have equal bytes.
///
///     format: int = 1
///     sequence: long
///     orders: int, of each: sequence, side (1 buy, 2 sell), price, volume, id
///     values: int, of each: key and value, with the length before them
///
/// @param sequence the number of the last order
/// @param orders all that rest, as the book lists them
public record ExchangeState(long sequence, List<Order> orders, SortedMap<String, String> values)
        implements StateView {
    private static final int FORMAT = 1;

    /// What a list may have room for before its entries have been read.
    private static final int TRUSTED_COUNT = 1 << 16;

    @Override
    public void writeTo(OutputStream output) throws IOException {
        var data = new DataOutputStream(output);
        data.writeInt(FORMAT);
        data.writeLong(sequence);
        data.writeInt(orders.size());
        for (var order : orders) {
            data.writeLong(order.sequence());
            data.writeByte(order.side() == Side.BUY ? 1 : 2);
            data.writeLong(order.price().ticks());
            data.writeLong(order.volume().lots());
            data.writeLong(order.id());
        }
        data.writeInt(values.size());
        for (var entry : values.entrySet()) {
            writeText(data, entry.getKey());
            writeText(data, entry.getValue());
        }
        data.flush();
    }

    /// Reads what [#writeTo] wrote.
    ///
    /// @throws IOException when it is something else
    static ExchangeState readFrom(InputStream input) throws IOException {
        var data = new DataInputStream(input);
        try {
            var format = data.readInt();
            if (format != FORMAT) {
                throw new IOException(
                        "the snapshot has format %d, and only %d is known"
                                .formatted(format, FORMAT));
            }
            var state = new ExchangeState(data.readLong(), readOrders(data), readValues(data));
            if (data.read() >= 0) {
                throw new IOException("the snapshot goes on behind its end");
            }
            return state;
        } catch (IllegalArgumentException e) {
            throw new IOException("the snapshot holds what cannot be", e);
        }
    }

    private static List<Order> readOrders(DataInputStream data) throws IOException {
        var count = data.readInt();
        var orders = new ArrayList<Order>(Math.clamp(count, 0, TRUSTED_COUNT));
        for (var i = 0; i < count; i++) {
            var sequence = data.readLong();
            var side = readSide(data.readByte());
            var price = new Price(data.readLong());
            var volume = new Volume(data.readLong());
            orders.add(new Order(sequence, side, price, volume, data.readLong()));
        }
        return orders;
    }

    private static Side readSide(byte side) throws IOException {
        return switch (side) {
            case 1 -> Side.BUY;
            case 2 -> Side.SELL;
            default -> throw new IOException("no side is written as " + side);
        };
    }

    private static SortedMap<String, String> readValues(DataInputStream data) throws IOException {
        var count = data.readInt();
        var values = new TreeMap<String, String>();
        for (var i = 0; i < count; i++) {
            values.put(readText(data), readText(data));
        }
        return values;
    }

    private static void writeText(DataOutputStream data, String text) throws IOException {
        var bytes = text.getBytes(UTF_8);
        data.writeInt(bytes.length);
        data.write(bytes);
    }

    private static String readText(DataInputStream data) throws IOException {
        var length = data.readInt();
        if (length < 0 || length > Integer.BYTES * ExchangeLimits.VALUE_CHARACTERS_MAX) {
            throw new IOException("no text of the snapshot has %d bytes".formatted(length));
        }
        var bytes = new byte[length];
        data.readFully(bytes);
        return new String(bytes, UTF_8);
    }
}
