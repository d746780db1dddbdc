package io.balsa.raft.node;

import io.balsa.raft.core.Event;
import io.balsa.raft.core.Switches;

/// What a member does by itself, switched while it runs: for operators and tests. Whatever a member
/// needs is on at the start. A switch is never lost: the member obeys it in its next turn, however
/// much waits for that; of what is switched to and fro before then only the latest counts.
public final class MemberSwitches {
    private final Shell<?> shell;
    private final Order order;
    private volatile Switches switches = Switches.ON;

    MemberSwitches(Shell<?> shell) {
        this.shell = shell;
        order = new Order(shell, () -> new Event.SwitchesSet(switches));
    }

    /// Does it campaign when its leader is silent? A group in which nobody does stays without a
    /// leader once it has lost it. [Trigger#elect] still works.
    public synchronized void elect(boolean isOn) {
        set(new Switches(isOn, switches.heartbeat()));
    }

    /// Does it show, as a leader, that it is there? Followers leave a leader that does not, unless
    /// there is much to replicate. [Trigger#heartbeat] still works.
    public synchronized void heartbeat(boolean isOn) {
        set(new Switches(switches.elect(), isOn));
    }

    /// Is it measured how long entries take from stage to stage ([RaftNode#stages])? Off at the
    /// start; costs a little for each batch of entries, nothing for each entry.
    public void stages(boolean isOn) {
        shell.measures().stages().set(isOn);
    }

    private void set(Switches switches) {
        this.switches = switches;
        order.give();
    }
}
