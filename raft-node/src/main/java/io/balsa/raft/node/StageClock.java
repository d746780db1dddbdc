package io.balsa.raft.node;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;

/// Measures how long entries take from stage to stage: one mark per turn of the event loop, not per
/// entry. Confined to the event loop but for what it shows and the switch.
final class StageClock {
    /// More turns than that under way are not measured.
    private static final int MARKS_MAX = 65_536;

    private final Map<Stage, Distribution.Recorder> recorders = new EnumMap<>(Stage.class);
    private final Map<Stage, ArrayDeque<Mark>> marks = new EnumMap<>(Stage.class);
    private volatile boolean isOn;
    private long markedIndex;
    private long markedTerm;

    /// So many entries up to `lastIndex` were taken in at `time`.
    private record Mark(long lastIndex, long entries, long time) {}

    /// What a turn puts into the log together.
    ///
    /// @param offeredAt when the first of this member's callers proposed; [Long#MAX_VALUE] when
    ///   that is not known
    /// @param takenAt when the event loop took it in
    record Batch(long offeredAt, long takenAt) {}

    StageClock() {
        for (var stage : Stage.values()) {
            recorders.put(stage, new Distribution.Recorder());
            if (stage != Stage.PROPOSED) {
                marks.put(stage, new ArrayDeque<>());
            }
        }
    }

    // ---- From any thread ----

    boolean isOn() {
        return isOn;
    }

    void set(boolean isOn) {
        this.isOn = isOn;
    }

    Map<Stage, Distribution> distributions() {
        var shown = new EnumMap<Stage, Distribution>(Stage.class);
        recorders.forEach((stage, recorder) -> shown.put(stage, recorder.distribution()));
        return shown;
    }

    // ---- On the event loop ----

    /// The turn that began at time `now` ends; whatever is new in this leader's log is `batch`.
    void onTurn(RaftState state, boolean isLeader, Batch batch, long now) {
        if (!isOn || !isLeader || state.term() != markedTerm) {
            marks.values().forEach(ArrayDeque::clear);
            markedTerm = isOn && isLeader ? state.term() : 0;
            markedIndex = state.lastEntry().index();
            return;
        }
        var last = state.lastEntry().index();
        if (last > markedIndex) {
            var mark = new Mark(last, last - markedIndex, batch.takenAt());
            markedIndex = last;
            if (batch.offeredAt() != Long.MAX_VALUE) {
                record(Stage.PROPOSED, now - batch.offeredAt(), mark.entries());
            }
            for (var waiting : marks.values()) {
                if (waiting.size() < MARKS_MAX) {
                    waiting.add(mark);
                }
            }
        }
        pass(Stage.APPENDED, state.log().durableIndex(), now);
        pass(Stage.COMMITTED, state.log().commitIndex(), now);
        pass(Stage.APPLIED, state.log().appliedIndex(), now);
    }

    private void pass(Stage stage, long index, long now) {
        var waiting = marks.get(stage);
        while (waiting != null && !waiting.isEmpty() && waiting.getFirst().lastIndex() <= index) {
            var mark = waiting.removeFirst();
            record(stage, now - mark.time(), mark.entries());
        }
    }

    private void record(Stage stage, long nanos, long entries) {
        var recorder = recorders.get(stage);
        if (recorder != null) {
            recorder.record(nanos, entries);
        }
    }
}
