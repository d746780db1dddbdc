package io.balsa.raft.testkit.simulation;

import io.balsa.raft.core.Effect;
import io.balsa.raft.core.Event;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.Observer;
import io.balsa.raft.testkit.property.Watch;

import java.util.List;

/// A member's core, with all eyes on it.
record WatchedMember(MemberId member, Watch watch, Coverage coverage, Runnable onTurn)
        implements Observer {
    @Override
    public void onEvent(Event event) {
        watch.onEvent(member, event);
    }

    @Override
    public void onEffects(List<Effect> effects) {
        onTurn.run();
        effects.forEach(this::count);
        watch.onEffects(member, effects);
    }

    private void count(Effect effect) {
        switch (effect) {
            case Effect.Blank _ -> coverage.count("elections won");
            case Effect.Forward _ -> coverage.count("proposals passed on to the leader");
            case Effect.ReadAt _ -> coverage.count("reads confirmed by a quorum");
            case Effect.Refuse _ -> coverage.count("proposals refused");
            case Effect.RefuseRead _ -> coverage.count("reads refused");
            case Effect.Accept _,
                    Effect.Configure _,
                    Effect.Persist _,
                    Effect.Send _,
                    Effect.Commit _ -> {}
        }
    }
}
