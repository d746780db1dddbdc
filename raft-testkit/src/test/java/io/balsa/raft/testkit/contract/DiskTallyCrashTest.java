package io.balsa.raft.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.log.Disk;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A machine on a disk keeps to the contract, and each way to break it is found.
class DiskTallyCrashTest extends DurableStateMachineContract<Long, DiskTally> {
    @Override
    protected DiskTally open(Disk disk) throws IOException {
        return new DiskTally(disk);
    }

    @Override
    protected ByteBuffer command(RandomGenerator random) {
        return UTF_8.encode("word " + random.nextInt(10));
    }

    @Override
    protected Object state(DiskTally machine) {
        return Map.copyOf(machine.counts);
    }

    @Test
    void findsAnIdThatComesToTheDiskBeforeTheEffect() {
        var test =
                new DiskTallyCrashTest() {
                    @Override
                    protected DiskTally open(Disk disk) throws IOException {
                        return new HastyId(disk);
                    }
                };
        assertThatThrownBy(test::hasTheEffectOfACommandWithItsIdWhereverThePowerFails)
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void findsARestoreThatBeginsWithAnEmptyDisk() {
        var test =
                new DiskTallyCrashTest() {
                    @Override
                    protected DiskTally open(Disk disk) throws IOException {
                        return new HastyRestore(disk);
                    }
                };
        assertThatThrownBy(test::isRestoredAsAWholeOrNotAtAllWhereverThePowerFails)
                .isInstanceOf(AssertionError.class);
    }

    private static final class HastyId extends DiskTally {
        HastyId(Disk disk) throws IOException {
            super(disk);
        }

        @Override
        public Long apply(EntryId id, ByteBuffer command) {
            note(id);
            return super.apply(id, command);
        }
    }

    private static final class HastyRestore extends DiskTally {
        HastyRestore(Disk disk) throws IOException {
            super(disk);
        }

        @Override
        public void restore(InputStream in) throws IOException {
            counts.clear();
            note(EntryId.NONE);
            super.restore(in);
        }
    }
}
