package io.balsa.raft.testkit.exhaustive;

import io.balsa.raft.core.Effect;
import io.balsa.raft.core.Event;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Raft;
import io.balsa.raft.core.Role;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What one member is, on its disk and in memory: reached again by what led to it for the first
/// time since it was started, as a core cannot be copied.
final class MemberState {
    /// A member as it was started.
    record Started(MemberId self, DiskImage found) {}

    /// What a member takes in at one moment.
    record Taken(long at, Event event) {}

    /// What can be told of a member without asking its core.
    ///
    /// @param underWay the writes that the disk is not done with
    /// @param log the terms of the entries in memory
    record Outside(DiskImage disk, List<Effect.Persist> underWay, List<Long> log) {}

    /// What may come of a step.
    ///
    /// @param isCrash did the member crash in the middle of it?
    /// @param items what is sent and what becomes true
    /// @param violation what must not be, null when all is well
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares outcomes.
    record Outcome(
            @Nullable MemberState next, int[] items, boolean isCrash, @Nullable String violation) {}

    final Started started;
    final Outside outside;
    final boolean isLeader;
    final long term;
    final long commit;
    final Joint joint;
    private final @Nullable MemberState before;
    private final List<Taken> taken;

    /// Its number among all states of members, under each renaming of the members.
    int[] codes = {};

    final Map<Step, List<Outcome>> local = new HashMap<>();
    private final List<@Nullable List<Outcome>> ofLetters = new ArrayList<>();

    MemberState(
            Started started,
            Outside outside,
            Inside inside,
            @Nullable MemberState before,
            List<Taken> taken) {
        this.started = started;
        this.outside = outside;
        isLeader = inside.isLeader;
        term = inside.term;
        commit = inside.commit;
        joint = inside.joint;
        this.before = before;
        this.taken = taken;
    }

    /// What the core says of itself.
    record Inside(boolean isLeader, long term, long commit, Joint joint) {
        static Inside of(Raft raft) {
            var isLeader = raft.role() instanceof Role.Leader;
            return new Inside(isLeader, raft.term(), raft.commitIndex(), Joint.of(raft));
        }
    }

    /// How far a member is between two memberships.
    enum Joint {
        NOT_AT_ALL,
        IN_FORCE,
        COMMITTED;

        private static Joint of(Raft raft) {
            if (!raft.membership().isJoint()) {
                return NOT_AT_ALL;
            }
            return raft.committedMembership().membership().isJoint() ? COMMITTED : IN_FORCE;
        }
    }

    /// All that the member took in since it was started.
    List<Taken> history() {
        var states = new ArrayList<MemberState>();
        for (var state = this; state != null; state = state.before) {
            states.add(state);
        }
        var all = new ArrayList<Taken>();
        states.reversed().forEach(state -> all.addAll(state.taken));
        return all;
    }

    @Nullable List<Outcome> known(int letter) {
        return letter < ofLetters.size() ? ofLetters.get(letter) : null;
    }

    void learn(int letter, List<Outcome> outcomes) {
        while (ofLetters.size() <= letter) {
            ofLetters.add(null);
        }
        ofLetters.set(letter, outcomes);
    }
}
