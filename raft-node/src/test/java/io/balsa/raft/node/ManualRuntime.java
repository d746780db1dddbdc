package io.balsa.raft.node;

import java.util.ArrayList;
import java.util.List;

/// A [Runtime] whose clock stands still until a test moves it, and whose lanes all run on the
/// test's thread.
final class ManualRuntime implements Runtime {
    private final List<ManualLane> lanes = new ArrayList<>();
    private long now = 1_000_000_000;
    private String held = "";

    @Override
    public long now() {
        return now;
    }

    @Override
    public Lane lane(String name, Runnable task) {
        var lane = new ManualLane(name, task);
        lanes.add(lane);
        return lane;
    }

    int lanes() {
        return lanes.size();
    }

    /// Lets the lanes of this name stand still, as behind a slow disk or a slow machine.
    void hold(String lane) {
        held = lane;
    }

    void release() {
        held = "";
    }

    /// Runs what is due until nothing is.
    void run() {
        while (List.copyOf(lanes).stream()
                .anyMatch(lane -> !lane.name.equals(held) && lane.runIfDue(now))) {
            check(lanes.size() < 100, "a test has few lanes");
        }
    }

    private static void check(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalStateException(rule);
        }
    }

    /// Lets `nanos` pass, and everything happen that is due in between.
    void pass(long nanos) {
        var end = now + nanos;
        run();
        while (true) {
            var next = lanes.stream().mapToLong(lane -> lane.wakeAt).min().orElse(Long.MAX_VALUE);
            if (next > end) {
                break;
            }
            now = Math.max(now, next);
            run();
        }
        now = end;
        run();
    }

    private static final class ManualLane implements Lane {
        private final String name;
        private final Runnable task;
        private boolean isDue;
        private boolean isClosed;
        private long wakeAt = Long.MAX_VALUE;

        private ManualLane(String name, Runnable task) {
            this.name = name;
            this.task = task;
        }

        private boolean runIfDue(long now) {
            if (isClosed || (!isDue && now < wakeAt)) {
                return false;
            }
            isDue = false;
            wakeAt = Long.MAX_VALUE;
            task.run();
            return true;
        }

        @Override
        public void wake() {
            isDue = true;
        }

        @Override
        public void wakeAt(long nanos) {
            wakeAt = isClosed ? Long.MAX_VALUE : nanos;
        }

        @Override
        public void close() {
            isClosed = true;
            wakeAt = Long.MAX_VALUE;
        }
    }
}
