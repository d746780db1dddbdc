package io.balsa.raft.node;

import io.balsa.raft.core.Effect.Send;
import io.balsa.raft.core.Event;
import io.balsa.raft.core.MemberId;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// What keeps a member running, behind [RaftNode]: its lanes, the way into them, and their end.
final class Shell<R> {
    private static final Logger LOG = LoggerFactory.getLogger(RaftNode.class);

    private final RaftSetup<R> setup;
    private final Inbox<R> inbox;
    private final Measures measures;
    private final Crew<R> crew;
    private final EventLoop<R> loop;
    private final Lane loopLane;
    private final AtomicBoolean isStopping = new AtomicBoolean();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CompletableFuture<Void> termination = new CompletableFuture<>();

    private volatile boolean isListening;

    private Shell(RaftSetup<R> setup) {
        this.setup = setup;
        inbox = new Inbox<>(setup.nodeLimits());
        var world = setup.world();
        measures = new Measures(setup.member(), world.runtime()::now, world.observer());
        var comeback = Comeback.of(setup);
        var link = measures.counting(world.transport().join(setup.group(), new Ear()));
        var snapshots = snapshotting(setup);
        var applier =
                new Applier<>(
                        setup,
                        comeback,
                        snapshots == null ? null : snapshots.builder(),
                        this::fail);
        var writer =
                new DiskWriter(
                        world.store(),
                        send -> sendNow(link, send),
                        this::onPersisted,
                        this::fail,
                        measures);
        var reader = new LogReader(world.store(), link, this::fail);
        crew =
                new Crew<>(
                        link,
                        new Crew.Hands<>(applier, writer, reader),
                        snapshots,
                        world.runtime());
        loop = new EventLoop<>(setup, comeback, inbox, crew, measures);
        loopLane = world.runtime().quickLane("loop", this::turn);
        crew.onApplied(this::onApplied);
    }

    private @Nullable Snapshotting snapshotting(RaftSetup<R> setup) {
        var store = setup.world().snapshots();
        if (store == null) {
            return null;
        }
        var options = setup.snapshots();
        Consumer<Event> report = event -> put(new Inbox.Item.Report<>(event));
        var builder = new SnapshotBuilder(store, options.policy(), report);
        return new Snapshotting(store, builder, options.transfer(), report, this::fail);
    }

    static <R> Shell<R> start(RaftSetup<R> setup) {
        var shell = new Shell<>(setup);
        shell.put(new Inbox.Item.Start<>());
        shell.crew.begin();
        shell.isListening = true;
        return shell;
    }

    RaftSetup<R> setup() {
        return setup;
    }

    Measures measures() {
        return measures;
    }

    Crew<R> crew() {
        return crew;
    }

    long now() {
        return setup.world().runtime().now();
    }

    RaftState state() {
        return loop.bulletin().state();
    }

    Listeners listeners() {
        return loop.bulletin().listeners();
    }

    // ---- The way in ----

    /// Hands the event loop a proposal or a read, or returns the limit that is in the way.
    Load.@Nullable Limit offer(Inbox.Item<R> request) {
        var limit = inbox.offer(timed(request));
        if (limit == null) {
            if (!(request instanceof Inbox.Item.Propose<R>) || !loop.isGathering()) {
                loopLane.wake();
            }
            refuseIfStopped();
        }
        return limit;
    }

    private Inbox.Item<R> timed(Inbox.Item<R> request) {
        var isProposal =
                request instanceof Inbox.Item.Propose || request instanceof Inbox.Item.ProposeAll;
        return isProposal && measures.stages().isOn()
                ? new Inbox.Item.Timed<>(request, now())
                : request;
    }

    boolean isStopping() {
        return isStopping.get();
    }

    /// Hands the event loop what has no limit of its own.
    void put(Inbox.Item<R> item) {
        inbox.put(item);
        loopLane.wake();
        refuseIfStopped();
    }

    /// Asks the state machine as it is now.
    void ask(Query<?> query) {
        crew.ask(query);
        if (isStopping.get()) {
            query.fail(stopped(false));
        }
    }

    // ---- Lanes ----

    private void turn() {
        try {
            loopLane.wakeAt(loop.turn());
            if (loop.isGathering() ? inbox.isCutShort() : !inbox.isEmpty()) {
                loopLane.wake();
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    /// Somebody may wait for just that.
    private void onApplied() {
        measures.tally().count(Counter.ENTRIES_APPLIED, crew.applier().takeAppliedCommands());
        if (loop.bulletin().isFollowed() || loop.awaitsAnswers() || measures.stages().isOn()) {
            loopLane.wake();
        }
    }

    private void onPersisted(long sequence) {
        put(new Inbox.Item.Persisted<>(sequence));
    }

    /// What waited for the disk carries no entries, so it needs nothing of the event loop's.
    private static void sendNow(Transport.Link link, Send send) {
        link.send(send.to(), PeerMessage.Protocol.alone(send.message()));
    }

    // ---- The end ----

    CompletableFuture<Void> termination() {
        return termination;
    }

    private void fail(Throwable reason) {
        if (failure.compareAndSet(null, reason)) {
            LOG.error(
                    "member {} stops: {}. Its data is left as it is; see the cause, then start it"
                            + " again",
                    setup.member(),
                    reason.getMessage(),
                    reason);
        }
        stop();
    }

    void stop() {
        if (!isStopping.compareAndSet(false, true)) {
            return;
        }
        loopLane.close();
        crew.close();
        crew.link().close();
        var never = stopped(false);
        var perhaps = stopped(true);
        refuseInbox();
        loop.refuseAll(never, perhaps);
        crew.applier().refuseAll(perhaps, never);
        closeStore();
        listeners().close();
        var reason = failure.get();
        if (reason == null) {
            termination.complete(null);
        } else {
            termination.completeExceptionally(reason);
        }
    }

    private void closeStore() {
        try {
            setup.world().store().close();
            if (setup.world().snapshots() != null) {
                setup.world().snapshots().close();
            }
        } catch (IOException e) {
            LOG.warn("member {} could not close its log: {}", setup.member(), e.getMessage());
        }
    }

    private void refuseIfStopped() {
        if (isStopping.get()) {
            refuseInbox();
        }
    }

    private void refuseInbox() {
        var reason = stopped(false);
        inbox.drain(Integer.MAX_VALUE, item -> refuse(item, reason));
    }

    private static <R> void refuse(Inbox.Item<R> item, RaftException.Stopped reason) {
        switch (item) {
            case Inbox.Item.Propose<R>(var pending) -> pending.fail(reason);
            case Inbox.Item.ProposeAll<R>(var callers, _, _) ->
                    callers.forEach(caller -> caller.fail(reason));
            case Inbox.Item.Timed<R>(var proposal, _) -> refuse(proposal, reason);
            case Inbox.Item.Read<R>(var query, _) -> query.fail(reason);
            case Inbox.Item.Await<R>(var wait) -> wait.fail(reason);
            case Inbox.Item.Found<R>(_, var begun) -> begun.completeExceptionally(reason);
            case Inbox.Item.Change<R>(_, _, var answer) -> answer.completeExceptionally(reason);
            case Inbox.Item.Transfer<R>(_, var answer) -> answer.completeExceptionally(reason);
            case Inbox.Item.Word<R>(_, var answer) -> answer.completeExceptionally(reason);
            case Inbox.Item.Hear<R> _,
                    Inbox.Item.Obey<R> _,
                    Inbox.Item.Report<R> _,
                    Inbox.Item.Expire<R> _,
                    Inbox.Item.Lose<R> _,
                    Inbox.Item.Persisted<R> _,
                    Inbox.Item.Start<R> _ -> {}
        }
    }

    private RaftException.Stopped stopped(boolean mayHaveHappened) {
        var reason = failure.get();
        return new RaftException.Stopped(
                "member %s has stopped%s"
                        .formatted(
                                setup.member(), reason == null ? "" : ": " + reason.getMessage()),
                mayHaveHappened);
    }

    /// Hears what the others say, on the transport's threads.
    private final class Ear implements Transport.Receiver {
        @Override
        public void onMessage(MemberId from, PeerMessage message) {
            if (!isListening) {
                return;
            }
            if (message instanceof PeerMessage.SnapshotChunk
                    || message instanceof PeerMessage.SnapshotAck) {
                crew.hearOfSnapshot(from, message);
            } else if (inbox.offerMessage(new Inbox.Item.Hear<>(from, message, message.bytes()))) {
                measures.tally().count(Counter.MESSAGES_RECEIVED);
                loopLane.wake();
            } else {
                measures.tally().count(Counter.MESSAGES_DROPPED);
            }
        }

        @Override
        public void onUnreachable(MemberId member) {
            if (isListening) {
                put(new Inbox.Item.Lose<>(member));
            }
        }
    }
}
