package io.balsa.raft.testkit.contract;

import static io.balsa.raft.testkit.contract.BrokenRules.assertBreaks;

import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.node.CheckedStateMachine;
import io.balsa.raft.node.StateMachine;
import io.balsa.raft.node.StateView;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/// Each rule of state machines that is watched over at run time is told by name when it is broken.
class CheckedMachineRulesTest {
    private static final String ONE_THREAD = "one thread at a time applies, views and restores";

    private final UnruledMachine unruled = new UnruledMachine();
    private final CheckedStateMachine<Integer> machine = new CheckedStateMachine<>(unruled);

    /// A machine that does as a test says.
    private static final class UnruledMachine implements StateMachine<Integer> {
        private EntryId applied = EntryId.NONE;
        private Runnable meanwhile = () -> {};

        @Override
        public Integer apply(EntryId id, ByteBuffer command) {
            meanwhile.run();
            return command.remaining();
        }

        @Override
        public StateView view() {
            meanwhile.run();
            return out -> meanwhile.run();
        }

        @Override
        public void restore(InputStream in) {
            meanwhile.run();
        }

        @Override
        public EntryId applied() {
            return applied;
        }
    }

    private void apply(long term, long index) {
        machine.apply(new EntryId(term, index), ByteBuffer.allocate(3));
    }

    @Test
    void commandsComeInOrder() {
        apply(2, 5);
        var rule = "in the order of the log, each once";
        assertBreaks(rule, () -> apply(2, 5));
        assertBreaks(rule, () -> apply(1, 6));
        apply(2, 9);
    }

    @Test
    void commandsStayAsTheyAre() {
        var machine = new CheckedStateMachine<>((id, command) -> command.put(0, (byte) 1));
        assertBreaks(
                "bytes stay as they are",
                () -> machine.apply(new EntryId(1, 1), ByteBuffer.allocate(3)));
        var reading = new CheckedStateMachine<>((id, command) -> command.get());
        assertBreaks(
                "position and limit stay",
                () -> reading.apply(new EntryId(1, 1), ByteBuffer.allocate(3)));
    }

    @Test
    void oneThreadAtATimeIsInTheMachine() throws IOException {
        unruled.meanwhile = () -> assertBreaks(ONE_THREAD, () -> apply(9, 9));
        apply(1, 1);
        requireNonNull(machine.view()).close();
        machine.restore(new ByteArrayInputStream(new byte[0]));
        unruled.meanwhile = () -> assertBreaks(ONE_THREAD, machine::applied);
        apply(1, 2);
    }

    @Test
    void aMachineHasAppliedNoMoreThanItWasGiven() {
        apply(2, 5);
        unruled.applied = new EntryId(2, 5);
        machine.applied();
        unruled.applied = new EntryId(2, 6);
        assertBreaks("has applied no more than it was given", machine::applied);
    }

    @Test
    void oneViewIsOpenAtATime() {
        var view = requireNonNull(machine.view());
        assertBreaks("one view is open at a time", machine::view);
        view.close();
        assertBreaks("closed once, after its last use", view::close);
        assertBreaks(
                "closed once, after its last use",
                () -> view.writeTo(OutputStream.nullOutputStream()));
        requireNonNull(machine.view()).close();
    }

    @Test
    void oneThreadAtATimeUsesAView() throws IOException {
        try (var view = requireNonNull(machine.view())) {
            unruled.meanwhile = () -> assertBreaks("one thread at a time uses a view", view::close);
            view.writeTo(OutputStream.nullOutputStream());
        }
    }
}
