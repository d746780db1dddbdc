package io.balsa.raft.node;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Those who wait for a state of this member; [Await] lets in only so many. Confined to the event
/// loop.
final class Waits {
    private List<Wait> waiting = new ArrayList<>();
    private RaftException.@Nullable Stopped end;

    void add(Wait wait) {
        waiting.add(wait);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void check(RaftState state, long now) {
        var before = waiting;
        waiting = new ArrayList<>();
        for (var wait : before) {
            if (end != null) {
                wait.fail(end); // One of those before it has ended the member.
            } else if (!wait.isOver(state, now)) {
                waiting.add(wait);
            }
        }
    }

    long deadline() {
        var earliest = Long.MAX_VALUE;
        for (var wait : waiting) {
            earliest = Math.min(earliest, wait.deadline());
        }
        return earliest;
    }

    void refuseAll(RaftException.Stopped reason) {
        end = reason;
        waiting.forEach(wait -> wait.fail(reason));
        waiting.clear();
    }
}
