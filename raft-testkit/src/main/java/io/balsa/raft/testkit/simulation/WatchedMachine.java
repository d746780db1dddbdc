package io.balsa.raft.testkit.simulation;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.StateMachine;
import io.balsa.raft.node.StateView;
import io.balsa.raft.testkit.world.Fingerprint;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// A member's state machine, with all eyes on it.
record WatchedMachine<R>(MemberId member, RegisterMachine<R> machine, Group<R> group)
        implements StateMachine<R> {
    @Override
    public R apply(EntryId id, ByteBuffer command) {
        var fingerprint = Fingerprint.of(command);
        group.trace()
                .note(
                        Fingerprint.mix(fingerprint, member.value()),
                        () -> member + " applies " + id);
        group.watch().onApplied(member, id, fingerprint);
        var result = machine.apply(id, command);
        group.watch().onReached(member, id.index(), machine.digest());
        return result;
    }

    @Override
    public @Nullable StateView view() {
        return machine.view();
    }

    @Override
    public void restore(InputStream in) throws IOException {
        machine.restore(in);
    }

    @Override
    public EntryId applied() {
        return machine.applied();
    }
}
