package io.balsa.kv.store;

import io.balsa.kv.store.Command.DeleteRange;
import io.balsa.kv.store.Command.Put;
import io.balsa.kv.store.Command.Txn;
import io.balsa.kv.store.Compare.Attribute;
import io.balsa.kv.store.Compare.OfNumber;
import io.balsa.kv.store.Compare.OfValue;
import io.balsa.kv.store.Compare.Relation;
import io.balsa.kv.store.RangeQuery.Order;
import io.balsa.kv.store.RangeQuery.Projection;
import io.balsa.kv.store.RangeQuery.SortBy;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.List;

/// The bytes of a command, in log and on the wire between members. Written once, by the member that
/// proposes it.
///
///     command   = version:1 kind:1 trace? once? body  kind + 0x80 says that there is a `once`,
///                                                     kind + 0x40 that there is a `trace`
///     trace     = trace id:16 span id:8               where spans of the command belong
///     once      = flags:1 session:bytes serial:number answeredBelow:number
///     put       = flags:1 key:bytes value:bytes?
///     delete    = flags:1 key:bytes end:bytes
///     txn       = count:number compare… count:number operation… count:number operation…
///     operation = kind:1 body
///     range     = shape:2 key:bytes end:bytes revision:number
///                 (min:number max:number)×2 limit:number
///     compare   = target and relation:1 key:bytes end:bytes operand
///     bytes     = length:number byte…
///     number    = zigzag, then 7 bits to a byte, lowest first, no longer than needed
///
/// Every command has exactly one form, and every other string of bytes is refused: it has a problem
/// rather than a meaning that members could differ in.
public final class CommandFormat {
    /// Transactions inside transactions, the outermost included. A part of the format.
    public static final int DEPTH_MAX = 8;

    static final int VERSION = 1;

    static final int PUT = 1;
    static final int DELETE = 2;
    static final int TXN = 3;
    static final int RANGE = 4;
    static final int WITH_ONCE = 0x80;
    static final int WITH_TRACE = 0x40;
    static final int TRACE_BYTES = 3 * Long.BYTES;

    static final int PREVIOUS = 1;
    static final int KEEPS_VALUE = 2;
    static final int OPENS = 1;
    static final int VALUE_TARGET = 15;

    // The place in its list is the number of each.
    static final List<Relation> RELATIONS =
            List.of(Relation.EQUAL, Relation.GREATER, Relation.LESS, Relation.NOT_EQUAL);
    static final List<Attribute> ATTRIBUTES =
            List.of(
                    Attribute.VERSION,
                    Attribute.CREATE_REVISION,
                    Attribute.MOD_REVISION,
                    Attribute.LEASE);
    static final List<SortBy> SORT_BY =
            List.of(
                    SortBy.KEY,
                    SortBy.VERSION,
                    SortBy.CREATE_REVISION,
                    SortBy.MOD_REVISION,
                    SortBy.VALUE);
    static final List<Order> ORDERS = List.of(Order.NONE, Order.ASCENDING, Order.DESCENDING);
    static final List<Projection> PROJECTIONS =
            List.of(Projection.PAIRS, Projection.KEYS, Projection.COUNT);

    private CommandFormat() {}

    /// The bytes of a command, from position 0 to the limit.
    public static ByteBuffer encode(Command command, @Nullable Once once) {
        var buffer = ByteBuffer.allocate(size(command, once));
        write(new Sink.Writing(buffer), command, once);
        return buffer.flip();
    }

    /// The bytes of a command that says where it comes from.
    public static ByteBuffer encode(Command command, @Nullable Once once, TraceContext trace) {
        var plain = encode(command, once);
        return ByteBuffer.allocate(plain.limit() + TRACE_BYTES)
                .put(plain.get())
                .put((byte) (plain.get() | WITH_TRACE))
                .putLong(trace.traceHigh())
                .putLong(trace.traceLow())
                .putLong(trace.span())
                .put(plain)
                .flip();
    }

    /// Where a command comes from. Null when it does not say so, or is no command.
    public static @Nullable TraceContext trace(ByteBuffer command) {
        var at = command.position();
        if (command.remaining() < 2 + TRACE_BYTES
                || command.get(at) != VERSION
                || (command.get(at + 1) & WITH_TRACE) == 0) {
            return null;
        }
        var context = command.duplicate().position(at + 2);
        return new TraceContext(context.getLong(), context.getLong(), context.getLong());
    }

    /// The bytes of a command that is carried out each time it is sent.
    public static ByteBuffer encode(Command command) {
        return encode(command, null);
    }

    /// Number of bytes in the encoded form.
    public static int size(Command command, @Nullable Once once) {
        var sink = new Sink.Counting();
        write(sink, command, once);
        return sink.bytes();
    }

    private static void write(Sink sink, Command command, @Nullable Once once) {
        sink.octet(VERSION);
        sink.octet(kind(command) | (once == null ? 0 : WITH_ONCE));
        if (once != null) {
            sink.octet(once.opens() ? OPENS : 0);
            sink.bytes(once.session());
            sink.number(once.serial());
            sink.number(once.answeredBelow());
        }
        body(sink, command);
    }

    private static int kind(Operation operation) {
        return switch (operation) {
            case Put _ -> PUT;
            case DeleteRange _ -> DELETE;
            case Txn _ -> TXN;
            case RangeQuery _ -> RANGE;
        };
    }

    private static void body(Sink sink, Operation operation) {
        switch (operation) {
            case Put put -> put(sink, put);
            case DeleteRange(var keys, var previous) -> {
                sink.octet(previous ? PREVIOUS : 0);
                keys(sink, keys);
            }
            case Txn txn -> txn(sink, txn);
            case RangeQuery query -> range(sink, query);
        }
    }

    private static void put(Sink sink, Put put) {
        var value = put.value();
        sink.octet((put.previous() ? PREVIOUS : 0) | (value == null ? KEEPS_VALUE : 0));
        sink.bytes(put.key());
        if (value != null) {
            sink.bytes(value);
        }
    }

    private static void keys(Sink sink, KeyRange keys) {
        sink.bytes(keys.key());
        sink.bytes(keys.end());
    }

    private static void txn(Sink sink, Txn txn) {
        sink.number(txn.compares().size());
        txn.compares().forEach(compare -> compare(sink, compare));
        branch(sink, txn.success());
        branch(sink, txn.failure());
    }

    private static void branch(Sink sink, List<Operation> branch) {
        sink.number(branch.size());
        for (var operation : branch) {
            sink.octet(kind(operation));
            body(sink, operation);
        }
    }

    private static void range(Sink sink, RangeQuery query) {
        var sort = query.sort();
        sink.octet(SORT_BY.indexOf(sort.by()) | ORDERS.indexOf(sort.order()) << 4);
        sink.octet(PROJECTIONS.indexOf(query.projection()));
        keys(sink, query.keys());
        sink.number(query.revision());
        sink.number(query.filter().mod().min());
        sink.number(query.filter().mod().max());
        sink.number(query.filter().create().min());
        sink.number(query.filter().create().max());
        sink.number(query.limit());
    }

    private static void compare(Sink sink, Compare compare) {
        switch (compare) {
            case OfNumber(var keys, var attribute, var relation, var operand) -> {
                sink.octet(ATTRIBUTES.indexOf(attribute) | RELATIONS.indexOf(relation) << 4);
                keys(sink, keys);
                sink.number(operand);
            }
            case OfValue(var keys, var relation, var operand) -> {
                sink.octet(VALUE_TARGET | RELATIONS.indexOf(relation) << 4);
                keys(sink, keys);
                sink.bytes(operand);
            }
        }
    }
}
