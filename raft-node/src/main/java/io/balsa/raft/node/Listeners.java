package io.balsa.raft.node;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Role;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Those who are told of a member's states, on a lane of their own: always the latest state, never
/// two at once, so that a slow listener sees fewer states and holds nobody up but other listeners.
/// The lane exists only once somebody listens.
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(RaftNode.class);

    private final Runtime runtime;
    private final Supplier<RaftState> latest;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private @Nullable Lane lane;
    private boolean isClosed;

    private interface Listener {
        void see(RaftState state);

        /// There will be no more states.
        default void end() {}
    }

    Listeners(Runtime runtime, Supplier<RaftState> latest) {
        this.runtime = runtime;
        this.latest = latest;
    }

    boolean isEmpty() {
        return listeners.isEmpty();
    }

    /// Something may have changed. From any thread.
    void wake() {
        if (!listeners.isEmpty()) {
            var woken = lane();
            if (woken != null) {
                woken.wake();
            }
        }
    }

    Subscription add(Consumer<RaftState> listener) {
        return subscribe(
                new Listener() {
                    private @Nullable RaftState seen;

                    @Override
                    public void see(RaftState state) {
                        if (seen == null || !state.isLike(seen)) {
                            seen = state;
                            listener.accept(state);
                        }
                    }
                });
    }

    /// A listener for changes of the group's leader, as far as this member knows it.
    Subscription addForLeader(Consumer<RaftState> listener) {
        return subscribe(
                new Listener() {
                    private long term;
                    private @Nullable MemberId leader;

                    @Override
                    public void see(RaftState state) {
                        var isNews =
                                !Objects.equals(leader, state.leader())
                                        || (leader != null && term != state.term());
                        term = state.term();
                        leader = state.leader();
                        if (isNews) {
                            listener.accept(state);
                        }
                    }
                });
    }

    Subscription add(LeadershipListener listener) {
        return subscribe(
                new Listener() {
                    private long term;

                    @Override
                    public void see(RaftState state) {
                        var leads = state.role() instanceof Role.Leader;
                        if (term != 0 && (!leads || state.term() != term)) {
                            end();
                        }
                        if (leads && term == 0) {
                            term = state.term();
                            listener.onBegin(term);
                        }
                    }

                    @Override
                    public void end() {
                        if (term != 0) {
                            var over = term;
                            term = 0;
                            listener.onEnd(over);
                        }
                    }
                });
    }

    private Subscription subscribe(Listener listener) {
        listeners.add(listener);
        wake();
        return () -> listeners.remove(listener);
    }

    private synchronized @Nullable Lane lane() {
        if (lane == null && !isClosed) {
            lane = runtime.lane("watch", this::run);
        }
        return lane;
    }

    private synchronized @Nullable Lane endOfLane() {
        isClosed = true;
        return lane;
    }

    private void run() {
        for (var listener : listeners) {
            tell(() -> listener.see(latest.get()));
        }
    }

    private static void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            LOG.error("a listener failed; it is told of the next change all the same", e);
        }
    }

    /// Ends the lane, after the call under way.
    void close() {
        var last = endOfLane();
        if (last != null) {
            last.close();
        }
        listeners.forEach(listener -> tell(listener::end));
        listeners.clear();
    }
}
