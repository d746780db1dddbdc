package io.balsa.raft.node;

import io.balsa.raft.core.Belonging;
import io.balsa.raft.core.Credit;
import io.balsa.raft.core.Effect;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Role;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Objects;

/// Tells the operator who leads, who belongs to the group and what this member is to it, once per
/// change.
final class RoleLog {
    private static final Logger LOG = LoggerFactory.getLogger("io.balsa.raft");

    private final MemberId self;
    private final Logger log;

    RoleLog(MemberId self) {
        this(self, LOG);
    }

    RoleLog(MemberId self, Logger log) {
        this.self = self;
        this.log = log;
    }

    /// On every turn that changes something, so what has not changed costs a few comparisons.

    void onState(RaftState before, RaftState after) {
        if (before.term() != after.term() || !before.role().equals(after.role())) {
            onRole(before, after);
        }
        if (!before.committed().id().equals(after.committed().id())) {
            var committed = after.committed();
            log.info(
                    "member {} knows its group to be {}, by entry {}",
                    self,
                    committed.membership(),
                    committed.id());
        }
        if (before.belonging() != after.belonging() && after.belonging() == Belonging.REMOVED) {
            log.warn(
                    "member {} was removed from its group. Its id is retired, and it serves nobody"
                            + " any more: it can be stopped",
                    self);
        }
        if (before.credit() != after.credit()) {
            onCredit(before.credit(), after.credit());
        }
    }

    private void onRole(RaftState before, RaftState after) {
        switch (after.role()) {
            case Role.Leader _ -> log.info("member {} leads term {}", self, after.term());
            case Role.Candidate _ ->
                    log.info("member {} stands for election in term {}", self, after.term());
            case Role.PreCandidate _ ->
                    log.debug(
                            "member {} asks whether it would win term {}", self, after.term() + 1);
            case Role.Follower(var leader) -> {
                if (before.role() instanceof Role.Leader) {
                    log.info("member {} no longer leads; term {}", self, after.term());
                }
                if (leader != null && !Objects.equals(before.leader(), leader)) {
                    log.info("member {} follows member {} in term {}", self, leader, after.term());
                } else if (leader == null && before.leader() != null) {
                    log.info("member {} knows no leader in term {}", self, after.term());
                }
            }
        }
    }

    private void onCredit(Credit before, Credit after) {
        if (after == Credit.ISOLATED) {
            log.warn(
                    "member {} was isolated by its leader: it holds less than it had acknowledged,"
                            + " for it lost its disk, or was given an old copy. It is left out"
                            + " until it is allowed back",
                    self);
        } else if (before == Credit.ISOLATED) {
            log.info("member {} is allowed back into its group", self);
        }
    }

    /// A member went back behind what it had acknowledged: an operator must decide.
    static void warn(Effect.ReportRevert revert) {
        LOG.error(
                "member {} had acknowledged the log up to entry {} and now ends with {}: it lost"
                        + " its disk, or was given an old copy. It is left out until it is allowed"
                        + " back",
                revert.member(),
                revert.acknowledged(),
                revert.found());
    }
}
