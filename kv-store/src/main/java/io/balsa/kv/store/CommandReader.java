package io.balsa.kv.store;

import io.balsa.kv.store.Command.DeleteRange;
import io.balsa.kv.store.Command.Put;
import io.balsa.kv.store.Command.Txn;
import io.balsa.kv.store.Compare.OfNumber;
import io.balsa.kv.store.Compare.OfValue;
import io.balsa.kv.store.RangeQuery.RevisionFilter;
import io.balsa.kv.store.RangeQuery.Sort;
import io.balsa.kv.store.RangeQuery.Span;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Reads what [CommandFormat] writes, and nothing else. What it keeps is copied.
final class CommandReader {
    private final ByteBuffer source;

    private CommandReader(ByteBuffer source) {
        this.source = source;
    }

    /// A command, and the session it was sent in.
    record Request(Command command, @Nullable Once once) {}

    /// Reads a whole command. `source` is left as it is.
    static Request read(ByteBuffer source) throws MalformedCommandException {
        return new CommandReader(source.duplicate()).request();
    }

    private Request request() throws MalformedCommandException {
        if (octet() != CommandFormat.VERSION) {
            throw new MalformedCommandException(Problem.UNKNOWN_FORMAT);
        }
        var kind = octet();
        if ((kind & CommandFormat.WITH_TRACE) != 0) {
            skipTrace();
        }
        var once = (kind & CommandFormat.WITH_ONCE) == 0 ? null : once();
        var command = command(kind & ~(CommandFormat.WITH_ONCE | CommandFormat.WITH_TRACE), 1);
        require(!source.hasRemaining());
        return new Request(command, once);
    }

    /// It has no influence on what a command does.
    private void skipTrace() throws MalformedCommandException {
        require(source.remaining() >= CommandFormat.TRACE_BYTES);
        source.position(source.position() + CommandFormat.TRACE_BYTES);
    }

    private Once once() throws MalformedCommandException {
        var opens = flags(CommandFormat.OPENS) != 0;
        var session = bytes();
        return new Once(session, number(), opens, number());
    }

    private Command command(int kind, int depth) throws MalformedCommandException {
        return switch (kind) {
            case CommandFormat.PUT -> put();
            case CommandFormat.DELETE -> {
                var previous = flags(CommandFormat.PREVIOUS) != 0;
                yield new DeleteRange(keys(), previous);
            }
            case CommandFormat.TXN -> txn(depth);
            default -> throw malformed();
        };
    }

    private Put put() throws MalformedCommandException {
        var flags = flags(CommandFormat.PREVIOUS | CommandFormat.KEEPS_VALUE);
        var key = bytes();
        var value = (flags & CommandFormat.KEEPS_VALUE) == 0 ? bytes() : null;
        return new Put(key, value, (flags & CommandFormat.PREVIOUS) != 0);
    }

    private Txn txn(int depth) throws MalformedCommandException {
        require(depth <= CommandFormat.DEPTH_MAX);
        var compares = new ArrayList<Compare>();
        for (var left = length(); left > 0; left--) {
            compares.add(compare());
        }
        return new Txn(compares, branch(depth), branch(depth));
    }

    private List<Operation> branch(int depth) throws MalformedCommandException {
        var branch = new ArrayList<Operation>();
        for (var left = length(); left > 0; left--) {
            var kind = octet();
            branch.add(kind == CommandFormat.RANGE ? range() : command(kind, depth + 1));
        }
        return branch;
    }

    private RangeQuery range() throws MalformedCommandException {
        var shape = octet();
        var sort =
                new Sort(
                        one(CommandFormat.SORT_BY, shape & 15),
                        one(CommandFormat.ORDERS, shape >> 4));
        var projection = one(CommandFormat.PROJECTIONS, octet());
        var keys = keys();
        var revision = number();
        var filter = new RevisionFilter(span(), span());
        return new RangeQuery(keys, revision, filter, sort, number(), projection);
    }

    private Span span() throws MalformedCommandException {
        return new Span(number(), number());
    }

    private Compare compare() throws MalformedCommandException {
        var shape = octet();
        var relation = one(CommandFormat.RELATIONS, shape >> 4);
        var target = shape & 15;
        var keys = keys();
        return target == CommandFormat.VALUE_TARGET
                ? new OfValue(keys, relation, bytes())
                : new OfNumber(keys, one(CommandFormat.ATTRIBUTES, target), relation, number());
    }

    private KeyRange keys() throws MalformedCommandException {
        return new KeyRange(bytes(), bytes());
    }

    private Bytes bytes() throws MalformedCommandException {
        var copy = new byte[length()];
        source.get(copy);
        return Bytes.owning(copy);
    }

    /// A number of bytes, or of things that take at least a byte each: no more than are left.
    private int length() throws MalformedCommandException {
        var length = number();
        require(length >= 0 && length <= source.remaining());
        return (int) length;
    }

    private long number() throws MalformedCommandException {
        var zigzag = 0L;
        for (var shift = 0; shift < Long.SIZE; shift += 7) {
            var octet = octet();
            zigzag |= (octet & 0x7fL) << shift;
            if (octet < 0x80) {
                require(octet != 0 || shift == 0);
                require(shift < 63 || octet == 1);
                return (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        throw malformed();
    }

    private int flags(int known) throws MalformedCommandException {
        var flags = octet();
        require((flags & ~known) == 0);
        return flags;
    }

    private int octet() throws MalformedCommandException {
        require(source.hasRemaining());
        return source.get() & 0xff;
    }

    private static <E> E one(List<E> numbered, int number) throws MalformedCommandException {
        require(number < numbered.size());
        return numbered.get(number);
    }

    private static void require(boolean condition) throws MalformedCommandException {
        if (!condition) {
            throw malformed();
        }
    }

    private static MalformedCommandException malformed() {
        return new MalformedCommandException(Problem.MALFORMED_COMMAND);
    }
}
