package io.balsa.raft.node;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.log.ContractViolation;
import io.balsa.raft.log.Turnstile;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/// A [StateMachine] that watches over the contract of another: both that entries reach it in order,
/// and that it leaves alone what is not its own. What is against the rules is a [ContractViolation]
/// that names the rule.
///
/// It sums up each command twice, and is meant to be left on in production. Whether the machine is
/// deterministic it cannot see; `StateMachineContract` of the test kit tries that.
public final class CheckedStateMachine<R> implements StateMachine<R> {
    private static final String CONTRACT = "StateMachine";
    private static final int PIECE_BYTES = 4_096;

    private final Turnstile lane =
            new Turnstile(CONTRACT, "one thread at a time applies, views and restores");
    private final AtomicReference<@Nullable CheckedView> openView = new AtomicReference<>();
    private final StateMachine<R> machine;
    private final CRC32C checksum = new CRC32C();
    private final byte[] piece = new byte[PIECE_BYTES];
    private EntryId last = EntryId.NONE;

    /// Watches over `machine` from now on.
    public CheckedStateMachine(StateMachine<R> machine) {
        this.machine = machine;
    }

    private static void check(boolean condition, String rule, Supplier<String> seen) {
        if (!condition) {
            throw new ContractViolation(CONTRACT, rule, seen.get());
        }
    }

    @Override
    public R apply(EntryId id, ByteBuffer command) {
        lane.enter();
        try {
            var before = last;
            check(
                    id.index() > before.index() && id.term() >= before.term(),
                    "commands come in the order of the log, each once",
                    () -> "%s after %s".formatted(id, before));
            var position = command.position();
            var limit = command.limit();
            var sum = sum(command);
            var result = machine.apply(id, command);
            check(
                    command.position() == position && command.limit() == limit,
                    "a command's position and limit stay as they are",
                    () ->
                            "%d and %d became %d and %d with %s"
                                    .formatted(
                                            position,
                                            limit,
                                            command.position(),
                                            command.limit(),
                                            id));
            check(
                    sum(command) == sum,
                    "a command's bytes stay as they are: the log and the wire share them",
                    () -> "those of %s changed".formatted(id));
            last = id;
            return result;
        } finally {
            lane.leave();
        }
    }

    /// By way of an array of its own: a buffer that may only be read would be copied each time.
    private int sum(ByteBuffer command) {
        checksum.reset();
        var end = command.limit();
        for (var at = command.position(); at < end; at += piece.length) {
            var count = Math.min(piece.length, end - at);
            command.get(at, piece, 0, count);
            checksum.update(piece, 0, count);
        }
        return (int) checksum.getValue();
    }

    @Override
    public @Nullable StateView view() {
        lane.enter();
        try {
            check(
                    openView.get() == null,
                    "one view is open at a time",
                    () -> "another was asked for at " + last);
            var view = machine.view();
            if (view == null) {
                return null;
            }
            var checked = new CheckedView(view, last);
            openView.set(checked);
            return checked;
        } finally {
            lane.leave();
        }
    }

    @Override
    public void restore(InputStream in) throws IOException {
        lane.enter();
        try {
            machine.restore(in);
            last = EntryId.NONE; // What is restored does not say what it covers.
        } finally {
            lane.leave();
        }
    }

    @Override
    public EntryId applied() {
        lane.enter();
        try {
            var applied = machine.applied();
            check(
                    last.equals(EntryId.NONE)
                            || applied.equals(EntryId.NONE)
                            || applied.index() <= last.index(),
                    "a machine has applied no more than it was given",
                    () -> "%s after %s".formatted(applied, last));
            if (last.equals(EntryId.NONE)) {
                last = applied;
            }
            return applied;
        } finally {
            lane.leave();
        }
    }

    private final class CheckedView implements StateView {
        private final Turnstile writer =
                new Turnstile(CONTRACT, "one thread at a time uses a view");
        private final StateView view;
        private final EntryId of;
        private boolean isClosed;

        CheckedView(StateView view, EntryId of) {
            this.view = view;
            this.of = of;
        }

        private void checkUsable() {
            check(!isClosed, "a view is closed once, after its last use", () -> "that of " + of);
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            writer.enter();
            try {
                checkUsable();
                view.writeTo(out);
            } finally {
                writer.leave();
            }
        }

        @Override
        public void close() {
            writer.enter();
            try {
                checkUsable();
                isClosed = true;
                view.close();
                openView.set(null);
            } finally {
                writer.leave();
            }
        }
    }
}
