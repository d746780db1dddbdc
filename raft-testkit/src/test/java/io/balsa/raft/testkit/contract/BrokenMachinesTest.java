package io.balsa.raft.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.node.StateView;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.function.Supplier;

/// Each way to break the contract of state machines is found by one of its tests.
class BrokenMachinesTest {
    /// A machine and the tests that must find out.
    record Broken(String name, Supplier<Tally> machine, List<Trial> trials) {
        @Override
        public String toString() {
            return name;
        }
    }

    @FunctionalInterface
    interface Trial {
        void run(TallyTest test) throws Exception;
    }

    static List<Broken> brokenMachines() {
        return List.of(
                new Broken(
                        "a view of the live state",
                        LiveView::new,
                        List.of(TallyTest::showsNothingInAViewThatWasAppliedLater)),
                new Broken(
                        "a restore that adds",
                        AddingRestore::new,
                        List.of(TallyTest::forgetsEverythingThatASnapshotReplaces)),
                new Broken(
                        "results that differ from machine to machine",
                        Undetermined::new,
                        List.of(TallyTest::goesThroughTheSameStatesWithTheSameCommands)),
                new Broken(
                        "commands that are kept by reference",
                        KeepsCommands::new,
                        List.of(TallyTest::keepsNoBytesOfACommand)),
                new Broken(
                        "a buffer that is read to its end",
                        MovesPositions::new,
                        List.of(TallyTest::goesThroughTheSameStatesWithTheSameCommands)),
                new Broken(
                        "an error that is swallowed",
                        SwallowsErrors::new,
                        List.of(TallyTest::saysWhenASnapshotCannotBeWritten)));
    }

    @ParameterizedTest
    @MethodSource("brokenMachines")
    void isFoundOut(Broken broken) {
        for (var trial : broken.trials) {
            var test =
                    new TallyTest() {
                        @Override
                        protected Tally create() {
                            return broken.machine.get();
                        }
                    };
            assertThat(isPassed(trial, test)).isFalse();
            assertThat(isPassed(trial, new TallyTest())).isTrue();
        }
    }

    private static boolean isPassed(Trial trial, TallyTest test) {
        try {
            trial.run(test);
            return true;
        } catch (Exception | AssertionError found) {
            return false;
        }
    }

    @Test
    void knowsMoreThanOneWay() {
        assertThat(brokenMachines()).hasSizeGreaterThan(5);
    }

    private static final class LiveView extends Tally {
        @Override
        public StateView view() {
            return viewOf(counts);
        }
    }

    private static final class AddingRestore extends Tally {
        @Override
        public void restore(InputStream in) throws IOException {
            var before = new HashMap<>(counts);
            super.restore(in);
            before.forEach(counts::putIfAbsent);
        }
    }

    private static final class Undetermined extends Tally {
        @Override
        public Long apply(EntryId id, ByteBuffer command) {
            return super.apply(id, command) + System.identityHashCode(this);
        }
    }

    private static final class KeepsCommands extends Tally {
        private final HashMap<EntryId, ByteBuffer> kept = new HashMap<>();

        @Override
        public Long apply(EntryId id, ByteBuffer command) {
            kept.put(id, command);
            counts.clear();
            kept.values()
                    .forEach(each ->
                            counts.merge(UTF_8.decode(each.duplicate()).toString(), 1L, Long::sum));
            return 1L;
        }
    }

    private static final class MovesPositions extends Tally {
        @Override
        public Long apply(EntryId id, ByteBuffer command) {
            return counts.merge(UTF_8.decode(command).toString(), 1L, Long::sum);
        }
    }

    private static final class SwallowsErrors extends Tally {
        @Override
        public StateView view() {
            var view = super.view();
            return out -> {
                try {
                    view.writeTo(out);
                } catch (IOException _) {
                    // What the contract forbids.
                }
            };
        }
    }
}
