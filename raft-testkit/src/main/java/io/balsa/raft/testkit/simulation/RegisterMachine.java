package io.balsa.raft.testkit.simulation;

import io.balsa.raft.node.StateMachine;
import io.balsa.raft.testkit.history.Register;

import java.nio.ByteBuffer;

/// A state machine that can be used as a set of registers: what simulated clients must know of it.
/// Implement it around a store of your own to have that simulated.
///
/// @param <R> what applying a command results in
public interface RegisterMachine<R> extends StateMachine<R> {
    /// The command that has `action`, which is not a [Register.Action.Get], done to `key`.
    ByteBuffer command(String key, Register.Action action);

    /// What the client of such a command is told.
    Register.Answer answer(Register.Action action, R result);

    /// What `key` holds now.
    Register.Answer read(String key);

    /// A number that two members share when they hold the same, and hardly ever otherwise.
    long digest();
}
