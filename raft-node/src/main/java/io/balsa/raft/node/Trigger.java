package io.balsa.raft.node;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.Event;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/// Makes a member do now what it would do by itself some time, or never: for operators and tests.
///
/// Every call returns at once, and what it brings about shows in [RaftNode#state] and can be
/// awaited with [RaftNode#await]. A call that makes no sense at the moment changes nothing. None is
/// lost, however much waits for the member; one that is made again before the member has got to it
/// is one with the first.
public final class Trigger {
    private final Shell<?> shell;
    private final Order election;
    private final Order electionWithPreVote;
    private final Order heartbeat;
    private final Order purge;
    private final AtomicLong purgeThrough = new AtomicLong();

    Trigger(Shell<?> shell) {
        this.shell = shell;
        election = new Order(shell, () -> new Event.ElectionRequested(false));
        electionWithPreVote = new Order(shell, () -> new Event.ElectionRequested(true));
        heartbeat = new Order(shell, Event.HeartbeatRequested::new);
        purge = new Order(shell, () -> new Event.PurgeRequested(purgeThrough.getAndSet(0)));
    }

    /// Campaigns now. Nothing happens on a leader, nor on a member that may not lead.
    ///
    /// Members that hear a live leader stay loyal to it, so this deposes none; to have another
    /// leader, transfer leadership ([GroupMembership#transferLeadership]).
    ///
    /// @param preVote asks first whether it would win, and so disturbs nobody when it would not
    ///   (Raft thesis §9.6); without, it enters a new term, and a leader must enter it, too
    public void elect(boolean preVote) {
        (preVote ? electionWithPreVote : election).give();
    }

    /// A leader shows now that it is there.
    public void heartbeat() {
        heartbeat.give();
    }

    /// Takes a snapshot of what this member has applied, whatever the policy, once none is being
    /// taken. Completes with the last entry that the newest snapshot holds then; exceptionally when
    /// the state machine takes none or the disk has no room.
    public CompletableFuture<EntryId> snapshot() {
        return shell.crew().takeSnapshot();
    }

    /// Purges the log up to and with `through`, whatever tail is to be kept, as far as a snapshot
    /// on disk holds it.
    public void purge(long through) {
        purgeThrough.accumulateAndGet(through, Math::max);
        purge.give();
    }
}
