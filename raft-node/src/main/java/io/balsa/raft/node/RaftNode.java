package io.balsa.raft.node;

import io.balsa.raft.core.Effect.Send;
import io.balsa.raft.core.MemberId;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// One member of a group, running: what a program holds to have its state machine replicated.
///
/// Every member takes proposals and reads; those that only the leader can decide are passed on to
/// it inside. Answers come as futures, completed on the member's own lanes: a callback that takes
/// long belongs on another thread.
///
/// @param <R> what applying a command results in
public final class RaftNode<R> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RaftNode.class);

    private final RaftSetup<R> setup;
    private final Inbox<R> inbox;
    private final Crew<R> crew;
    private final EventLoop<R> loop;
    private final Lane loopLane;
    private final AtomicBoolean isStopping = new AtomicBoolean();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CompletableFuture<Void> termination = new CompletableFuture<>();

    private volatile boolean isListening;

    private RaftNode(RaftSetup<R> setup) {
        this.setup = setup;
        inbox = new Inbox<>(setup.nodeLimits());
        var world = setup.world();
        var link = world.transport().join(setup.group(), new Ear());
        var applier = new Applier<R>(setup.machine(), world.store(), world.observer(), this::fail);
        var writer =
                new DiskWriter(
                        world.store(), send -> sendNow(link, send), this::onPersisted, this::fail);
        var reader = new LogReader(world.store(), link, this::fail);
        crew = new Crew<>(link, applier, writer, reader, world.runtime());
        loop = new EventLoop<>(setup, inbox, crew);
        loopLane = world.runtime().lane("loop", this::turn);
    }

    /// Starts a member. It is ready for requests at once, and answers them once it knows a leader.
    public static <R> RaftNode<R> start(RaftSetup<R> setup) {
        var node = new RaftNode<>(setup);
        node.put(new Inbox.Item.Start<>());
        node.isListening = true;
        return node;
    }

    /// Proposes a command. The future completes once the command is committed and this member has
    /// applied it; or with a [RaftException], which says whether it may have happened all the same.
    ///
    /// @param command from position to limit; not to be changed any more, for it is shared with the
    ///   log and the wire
    public CompletableFuture<Applied<R>> propose(ByteBuffer command) {
        var pending = new Pending<R>(command, new CompletableFuture<>());
        var limits = setup.nodeLimits();
        if (command.remaining() > limits.commandBytesMax()) {
            pending.fail(
                    new RaftException.TooLarge(
                            "the command has %d bytes; the limit (commandBytesMax) is %d"
                                    .formatted(command.remaining(), limits.commandBytesMax())));
        } else if (!inbox.offerRequest(new Inbox.Item.Propose<>(pending))) {
            pending.fail(overloaded(limits));
        } else {
            loopLane.wake();
            refuseIfStopped();
        }
        return pending.answer();
    }

    /// Asks the state machine. The question runs on the apply lane, so it sees a state between two
    /// commands and must be quick.
    public <T> CompletableFuture<T> read(Consistency consistency, Supplier<T> question) {
        var query = new Query<>(question, new CompletableFuture<>());
        switch (consistency) {
            case LOCAL -> {
                crew.ask(query);
                if (isStopping.get()) {
                    query.fail(stopped(false));
                }
            }
            case LINEARIZABLE -> {
                if (inbox.offerRequest(new Inbox.Item.Read<>(query))) {
                    loopLane.wake();
                    refuseIfStopped();
                } else {
                    query.fail(overloaded(setup.nodeLimits()));
                }
            }
        }
        return query.answer();
    }

    private static RaftException.Overloaded overloaded(NodeLimits limits) {
        return new RaftException.Overloaded(
                "too many requests wait for their turn (inboxRequestsMax = %d); slow down and try"
                                .formatted(limits.inboxRequestsMax())
                        + " again");
    }

    public RaftState state() {
        return loop.state().withAppliedIndex(crew.applier().appliedIndex());
    }

    /// How much this member has done since it started.
    public RaftCounters counters() {
        return new RaftCounters(crew.writer().writes(), crew.writer().writtenEntries());
    }

    /// Completes when the member has ended: normally after [#close], exceptionally when it had to
    /// stop by itself, with the reason.
    public CompletableFuture<Void> termination() {
        return termination.copy();
    }

    /// Ends the member, and with it its store and its link. Requests under way fail with
    /// [RaftException.Stopped].
    @Override
    public void close() {
        stop();
    }

    // ---- Lanes ----

    private void turn() {
        try {
            loopLane.wakeAt(loop.turn());
            if (!inbox.isEmpty()) {
                loopLane.wake();
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void put(Inbox.Item<R> item) {
        inbox.put(item);
        loopLane.wake();
    }

    private void onPersisted(long sequence) {
        put(new Inbox.Item.Persisted<>(sequence));
    }

    /// What waited for the disk carries no entries, so it needs nothing of the event loop's.
    private static void sendNow(Transport.Link link, Send send) {
        link.send(send.to(), new PeerMessage.Protocol(send.message(), List.of()));
    }

    // ---- The end ----

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

    private void stop() {
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
        inbox.drain(
                Integer.MAX_VALUE,
                item -> {
                    switch (item) {
                        case Inbox.Item.Propose<R>(var pending) -> pending.fail(reason);
                        case Inbox.Item.Read<R>(var query) -> query.fail(reason);
                        case Inbox.Item.Hear<R> _,
                                Inbox.Item.Lose<R> _,
                                Inbox.Item.Persisted<R> _,
                                Inbox.Item.Start<R> _ -> {}
                    }
                });
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
            if (isListening && inbox.offerMessage(new Inbox.Item.Hear<>(from, message))) {
                loopLane.wake();
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
