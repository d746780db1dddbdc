package io.balsa.raft.node;

import io.balsa.raft.core.Backlog;
import io.balsa.raft.core.Belonging;
import io.balsa.raft.core.Event;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Raft;
import io.balsa.raft.core.Refusal;
import io.balsa.raft.core.Role;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What callers ask for in one turn, on its way to the core: as few events as possible, and none
/// that this member could not answer for. Confined to the event loop.
final class Intake<R> {
    private static final long NOBODY_WAITS = Long.MAX_VALUE;

    private final RaftSetup<R> setup;
    private final Crew<R> crew;
    private final Raft raft;
    private final ProposalDesk<R> proposals;
    private final ReadDesk reads;
    private final Consumer<Event> core;
    private final Gathering gathering;
    private final Timeouts timeouts = new Timeouts();
    private final Backlog unapplied = new Backlog();
    private final List<Pending<R>> newProposals = new ArrayList<>();
    private final List<Query<?>> newReads = new ArrayList<>();
    private final List<Query<?>> newLeaseReads = new ArrayList<>();
    private long newBytes;
    private long waitingSince = NOBODY_WAITS;
    private long offeredSince = NOBODY_WAITS;
    private long submittedSince = NOBODY_WAITS;

    /// @param core takes in events
    Intake(
            RaftSetup<R> setup,
            Crew<R> crew,
            Raft raft,
            ProposalDesk<R> proposals,
            Consumer<Event> core) {
        this.setup = setup;
        this.crew = crew;
        this.raft = raft;
        this.proposals = proposals;
        this.core = core;
        gathering = new Gathering(raft, setup.limits(), crew.writer(), crew.applier());
        reads = new ReadDesk(crew.applier(), proposals.tally());
    }

    ReadDesk reads() {
        return reads;
    }

    Gathering gathering() {
        return gathering;
    }

    /// The next proposal came at `time`.
    void noteOffer(long time) {
        offeredSince = Math.min(offeredSince, time);
    }

    /// When the first came of those that have gone to the core since the last call, if that is
    /// measured; [Long#MAX_VALUE] if not.
    long takeOffered() {
        var since = submittedSince;
        submittedSince = NOBODY_WAITS;
        return since;
    }

    void propose(Pending<R> caller) {
        newProposals.add(caller);
        newBytes += caller.bytes();
        timeouts.add(caller);
    }

    /// Commands that belong together. What came before stays before them.
    void proposeAll(List<Pending<R>> callers, long bytes, long term) {
        submitProposals();
        callers.forEach(timeouts::add);
        if (term != 0 && term != raft.term()) {
            var reason = Refusals.otherTerm(term);
            callers.forEach(caller -> caller.fail(reason));
        } else {
            submit(proposals.proposeTogether(callers, bytes, term));
        }
    }

    /// Another member passed commands on.
    void passedOn(MemberId from, PeerMessage.Proposal message) {
        var proposed = proposals.onPassedOn(from, message);
        if (proposed != null) {
            submit(proposed);
        }
    }

    void read(Query<?> query, boolean lease) {
        (lease ? newLeaseReads : newReads).add(query);
        timeouts.add(query);
    }

    void expire(Expiring request) {
        timeouts.add(request);
    }

    /// The proposals of a turn are one to the core, or a few, and all its reads are one. Returns
    /// since when the first of the proposals has waited for that.
    long flush(long now) {
        if (waitingSince == NOBODY_WAITS && !newProposals.isEmpty()) {
            waitingSince = now;
        }
        var since = Math.min(now, waitingSince);
        if (!gathering.holdsBack(now, newProposals.size(), newBytes)) {
            submitProposals();
        }
        request(newReads, false);
        request(newLeaseReads, true);
        return since;
    }

    private void request(List<Query<?>> queries, boolean lease) {
        if (queries.isEmpty()) {
            return;
        }
        var read = reads.add(List.copyOf(queries));
        queries.clear();
        if (isRemoved()) {
            reads.fail(read, Refusals.removed());
        } else {
            core.accept(new Event.ReadRequested(read, lease));
        }
    }

    /// A former member gets no more of the log: what it passed on would never be answered. One that
    /// leads goes on until it has handed over.
    private boolean isRemoved() {
        return !(raft.role() instanceof Role.Leader) && raft.belonging() == Belonging.REMOVED;
    }

    private void submitProposals() {
        waitingSince = NOBODY_WAITS;
        if (!newProposals.isEmpty()) {
            proposals.propose(List.copyOf(newProposals)).forEach(this::submit);
            newProposals.clear();
            newBytes = 0;
        }
        submittedSince = Math.min(submittedSince, offeredSince);
        offeredSince = NOBODY_WAITS;
    }

    /// A leader whose disk is full takes nothing new, for it could not answer for it; nor does a
    /// member whose state machine lags far behind, or that was removed.
    private void submit(Event.Proposed proposed) {
        var limit = setup.nodeLimits().unappliedBytesMax();
        if (isRemoved()) {
            proposals.onRemoved(proposed.proposal());
        } else if (crew.writer().isFull() && raft.role() instanceof Role.Leader) {
            proposals.onRefuse(proposed.proposal(), new Refusal.DiskFull());
        } else if (unapplied.bytes(crew.applier().appliedIndex()) > limit) {
            proposals.onRefuse(proposed.proposal(), new Refusal.TooManyUnapplied(limit));
        } else {
            core.accept(proposed);
        }
    }

    /// Entries up to `index`, of `bytes` together, are for the apply lane now.
    void onCommit(long index, long bytes) {
        unapplied.add(index, bytes);
    }

    /// The turn ends at time `now`.
    void giveUp(long now) {
        proposals.giveUp(raft.term(), now);
        timeouts.expire(now);
    }

    /// When it must look again at the latest.
    long deadline() {
        return Math.min(gathering.deadline(), timeouts.deadline());
    }

    void refuseAll(RaftException.Stopped never, RaftException.Stopped perhaps) {
        newProposals.forEach(pending -> pending.fail(never));
        newReads.forEach(query -> query.fail(never));
        newLeaseReads.forEach(query -> query.fail(never));
        proposals.refuseAll(never, perhaps);
        reads.refuseAll(never);
    }
}
