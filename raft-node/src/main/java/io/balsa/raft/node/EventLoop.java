package io.balsa.raft.node;

import io.balsa.raft.core.Effect;
import io.balsa.raft.core.Effect.Send;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.Event;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Raft;
import io.balsa.raft.core.RaftConfig;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.MembershipFormat;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;

/// The loop lane: the only one that touches the protocol core. Takes what has queued up, steps the
/// core with each, then carries out what the core wants: one write, one message per follower. It
/// decides nothing, and waits for nothing but its inbox.
final class EventLoop<R> {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

    /// What one turn takes in at most, so that the effects of the first need not wait for the last.
    private static final int TURN_ITEMS_MAX = 8_192;

    /// How many of the longest election timeouts the word of a leader is awaited.
    private static final int PATIENCE_TIMEOUTS = 10;

    private final RaftSetup<R> setup;
    private final Crew<R> crew;
    private final Measures measures;
    private final Inbox<R> inbox;
    private final Raft raft;
    private final CommitNotices link;
    private final LogDesk log;
    private final ProposalDesk<R> proposals;
    private final Intake<R> intake;
    private final ChangeDesk changes;
    private final Bulletin bulletin;
    private final List<Inbox.Item<R>> taken = new ArrayList<>();
    private EntryId introduced = EntryId.NONE;
    private long now;

    EventLoop(
            RaftSetup<R> setup,
            Comeback comeback,
            Inbox<R> inbox,
            Crew<R> crew,
            Measures measures) {
        this.measures = measures;
        this.setup = setup;
        this.inbox = inbox;
        this.crew = crew;
        link = new CommitNotices(crew.link(), crew.applier()::answeredIndex);
        log = new LogDesk(comeback, crew, link, setup.nodeLimits().recentBytesMax());
        raft =
                new Raft(
                        new RaftConfig(
                                setup.member(), setup.timing(), setup.limits(), setup.options()),
                        comeback.state(),
                        comeback.sizes(),
                        setup.world().random());
        proposals =
                new ProposalDesk<>(
                        link,
                        crew.applier(),
                        setup.limits(),
                        setup.world().random(),
                        measures.tally());
        intake = new Intake<>(setup, crew, raft, proposals, this::step);
        changes = new ChangeDesk(raft);
        bulletin = new Bulletin(setup, raft, crew);
    }

    /// Do a few proposals wait for more? Then it looks for these by itself, soon. From any thread.
    boolean isGathering() {
        return intake.gathering().isQuiet();
    }

    /// Does it go on once more is applied? From any thread.
    boolean awaitsAnswers() {
        return isGathering() || link.isHolding();
    }

    Bulletin bulletin() {
        return bulletin;
    }

    /// One run of the lane. Returns when it wants to run again at the latest.
    long turn() {
        intake.gathering().look();
        inbox.drain(TURN_ITEMS_MAX, taken::add);
        now = setup.world().runtime().now(); // After what it is the time of: docs/lease-reads.md.
        taken.forEach(this::take);
        taken.clear();
        var gatheredAt = intake.flush(now);
        var offeredAt = intake.takeOffered();
        if (now >= raft.deadline()) {
            step(new Event.TimePassed());
        }
        var effects = raft.effects();
        setup.world().observer().onEffects(effects);
        measures.onEffects(effects);
        effects.forEach(this::carryOut);
        log.tidy(settledThrough());
        intake.giveUp(now);
        introduceMembers();
        bulletin.publish(now);
        if (measures.isWatching()) {
            measures.onTurn(bulletin.state(), new StageClock.Batch(offeredAt, gatheredAt), now);
        }
        changes.answer();
        link.look(now, intake.gathering().isOn());
        crew.wakeApplier();
        return deadline();
    }

    private long deadline() {
        var own = Math.min(bulletin.deadline(), link.deadline());
        return Math.min(raft.deadline(), Math.min(own, intake.deadline()));
    }

    /// All have the entries up to here on disk, and this member has applied them.
    private long settledThrough() {
        var here = Math.min(raft.durableIndex(), crew.applier().appliedIndex());
        return Math.min(here, raft.matchedByAll());
    }

    /// The transport learns from the log where everybody is.
    private void introduceMembers() {
        var effective = raft.membershipEntry().id();
        if (!effective.equals(introduced)) {
            introduced = effective;
            var addresses = raft.addresses();
            if (!addresses.isEmpty()) {
                link.members(addresses);
            }
        }
    }

    // ---- Events inward ----

    private void step(Event event) {
        raft.step(now, event);
        measures.onEvent(event);
        setup.world().observer().onEvent(event);
    }

    private void take(Inbox.Item<R> item) {
        switch (item) {
            case Inbox.Item.Propose<R>(var pending) -> intake.propose(pending);
            case Inbox.Item.ProposeAll<R>(var callers, var bytes, var term) ->
                    intake.proposeAll(callers, bytes, term);
            case Inbox.Item.Timed<R>(var proposal, var offeredAt) -> {
                intake.noteOffer(offeredAt);
                take(proposal);
            }
            case Inbox.Item.Read<R>(var query, var lease) -> intake.read(query, lease);
            case Inbox.Item.Expire<R>(var request) -> intake.expire(request);
            case Inbox.Item.Hear<R>(var from, var message, _) -> hear(from, message);
            case Inbox.Item.Lose<R>(var member) -> {
                proposals.onUnreachable(member);
                step(new Event.Unreachable(member));
            }
            case Inbox.Item.Persisted<R>(var sequence) -> step(new Event.Persisted(sequence));
            case Inbox.Item.Await<R>(var wait) -> bulletin.add(wait);
            case Inbox.Item.Found<R> found -> changes.found(found, this::step);
            case Inbox.Item.Change<R> change -> step(changes.change(change));
            case Inbox.Item.Transfer<R> transfer -> step(changes.transfer(transfer));
            case Inbox.Item.Word<R> word -> step(changes.word(word));
            case Inbox.Item.Obey<R>(var order) -> step(order.take());
            case Inbox.Item.Report<R>(var event) -> step(event);
            case Inbox.Item.Start<R> _ -> start();
        }
    }

    private void start() {
        raft.start(now);
        if (setup.bootstrap() != null) {
            step(new Event.Bootstrapped(setup.bootstrap()));
        }
    }

    private void hear(MemberId from, PeerMessage message) {
        switch (message) {
            case PeerMessage.Protocol protocol when !protocol.isWhole() ->
                    LOG.warn("dropped a message of member {} whose entries do not fit it", from);
            case PeerMessage.Protocol(var protocol, var entries) -> {
                log.stage(entries);
                step(new Event.Received(from, protocol));
            }
            case PeerMessage.Proposal passedOn -> intake.passedOn(from, passedOn);
            case PeerMessage.ProposalAccepted accepted -> proposals.onAccepted(accepted);
            case PeerMessage.ProposalRefused refused -> proposals.onRefused(refused);
            case PeerMessage.SnapshotChunk _, PeerMessage.SnapshotAck _ -> {} // Go another way.
        }
    }

    // ---- Effects outward ----

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Accept(var proposal, var first) ->
                    log.stage(proposals.onAccept(proposal, first));
            case Effect.Blank(var id) -> log.stage(Entry.blank(id));
            case Effect.Configure(var id, var membership) ->
                    log.stage(
                            new Entry(
                                    id,
                                    Entry.Kind.MEMBERSHIP,
                                    MembershipFormat.encode(membership)));
            case Effect.Refuse(var proposal, var reason) -> proposals.onRefuse(proposal, reason);
            case Effect.Forward(var proposal, var leader, var term) ->
                    proposals.onForward(proposal, leader, term, patienceEnd());
            case Effect.Persist persist -> log.persist(persist);
            case Send send -> log.send(send);
            case Effect.Commit(var index) -> intake.onCommit(index, log.commit(index));
            case Effect.ReadAt(var read, var index) -> intake.reads().onReadAt(read, index);
            case Effect.RefuseRead(var read, var reason) -> intake.reads().onRefuse(read, reason);
            case Effect.ChangeDone done -> changes.onDone(done);
            case Effect.RefuseChange refused -> changes.onRefuse(refused);
            case Effect.TransferDone done -> changes.onDone(done);
            case Effect.RefuseTransfer refused -> changes.onRefuse(refused);
            case Effect.RevertNoted noted -> changes.onDone(noted);
            case Effect.Restore(var snapshot) -> log.restore(snapshot);
            case Effect.Purge(var through) -> log.purge(through);
            case Effect.SendSnapshot(var to, var term) -> crew.sendSnapshot(to, term);
            case Effect.CancelSnapshot(var to) -> crew.cancelSnapshot(to);
            case Effect.DiscardSnapshot _ -> {} // What it holds is committed, so it may stay.
            case Effect.ReportRevert revert -> RoleLog.warn(revert);
        }
    }

    private long patienceEnd() {
        return now + PATIENCE_TIMEOUTS * setup.timing().electionMaxNanos();
    }

    /// Fails everybody who still waits. Only once the lane has ended.
    void refuseAll(RaftException.Stopped never, RaftException.Stopped perhaps) {
        intake.refuseAll(never, perhaps);
        changes.refuseAll(perhaps);
        bulletin.refuseAll(never);
    }
}
