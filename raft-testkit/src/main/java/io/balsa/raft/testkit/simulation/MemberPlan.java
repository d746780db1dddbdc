package io.balsa.raft.testkit.simulation;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.NodeLimits;
import io.balsa.raft.node.RaftSetup;
import io.balsa.raft.node.StateMachine;

import org.jspecify.annotations.Nullable;

/// What a member is made of each time it starts.
record MemberPlan<R>(Scenario scenario, Subject<R> subject) {
    RaftSetup<R> setup(
            MemberId id,
            @Nullable Membership founders,
            RaftSetup.World world,
            StateMachine<R> machine) {
        return new RaftSetup<>(
                        id,
                        GroupId.FIRST,
                        scenario.timing(),
                        scenario.limits(),
                        NodeLimits.DEFAULT,
                        founders,
                        world,
                        machine)
                .withOptions(scenario.options())
                .withSnapshots(scenario.snapshots());
    }
}
