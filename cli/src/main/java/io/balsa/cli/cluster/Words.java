package io.balsa.cli.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.balsa.cli.console.Json;
import io.balsa.cli.console.Output;
import io.balsa.cli.console.Table;
import io.balsa.wire.v1.Follower;
import io.balsa.wire.v1.Member;
import io.balsa.wire.v1.Membership;
import io.balsa.wire.v1.Role;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Members and memberships, for people and for programs.
final class Words {
    private Words() {}

    static String role(Role role) {
        return switch (role) {
            case ROLE_FOLLOWER -> "Follower";
            case ROLE_PRE_CANDIDATE -> "PreCandidate";
            case ROLE_CANDIDATE -> "Candidate";
            case ROLE_LEADER -> "Leader";
            case ROLE_LEARNER -> "Learner";
            case ROLE_STRANGER -> "Stranger";
            case ROLE_REMOVED -> "Removed";
            case ROLE_UNSPECIFIED, UNRECOGNIZED -> "Unknown";
        };
    }

    /// What a change has led to.
    static String membership(Membership membership, Output output) {
        return switch (output) {
            case SIMPLE, TABLE -> members(membership, 0);
            case JSON -> Json.text(json(membership)) + "\n";
        };
    }

    /// A row for each member.
    ///
    /// @param leader whose view this is; 0 for nobody's
    static String members(Membership membership, long leader) {
        var table = new Table("member", "part", "address", "matched", "heard", "state");
        for (var member : membership.getMembersList()) {
            var id = member.getAddress().getId();
            var seen = member.hasFollower();
            table.row(
                    Long.toString(id),
                    part(member),
                    member.getAddress().getPeerAddress(),
                    seen ? Long.toString(member.getFollower().getMatchedIndex()) : "-",
                    seen ? heard(member.getFollower()) : "-",
                    seen ? phase(member.getFollower()) : id == leader ? "leads" : "-");
        }
        return table.text();
    }

    private static String part(Member member) {
        if (member.getVoter()) {
            return member.getLearner() ? "voter, leaving" : "voter";
        }
        return member.getPromotable() ? "learner, to vote" : "learner";
    }

    private static String heard(Follower follower) {
        if (!follower.hasHeardMsAgo()) {
            return "never";
        }
        var millis = follower.getHeardMsAgo();
        return millis < 10_000 ? millis + " ms ago" : millis / 1_000 + " s ago";
    }

    private static String phase(Follower follower) {
        return switch (follower.getPhase()) {
            case PHASE_PROBING -> "probing";
            case PHASE_REPLICATING -> "replicating";
            case PHASE_SNAPSHOT -> "gets a snapshot";
            case PHASE_ISOLATED -> "isolated";
            case PHASE_UNSPECIFIED, UNRECOGNIZED -> "-";
        };
    }

    static ObjectNode json(Membership membership) {
        var json = Json.object();
        json.putObject("entry")
                .put("term", membership.getEntry().getTerm())
                .put("index", membership.getEntry().getIndex());
        json.put("joint", membership.getJoint()).put("committed", membership.getCommitted());
        var members = json.putArray("members");
        for (var member : membership.getMembersList()) {
            var object =
                    members.addObject()
                            .put("member", member.getAddress().getId())
                            .put("address", member.getAddress().getPeerAddress())
                            .put("voter", member.getVoter())
                            .put("learner", member.getLearner());
            if (member.hasFollower()) {
                var follower = member.getFollower();
                object.put("matched_index", follower.getMatchedIndex());
                object.put("state", phase(follower));
                if (follower.hasHeardMsAgo()) {
                    object.put("heard_ms_ago", follower.getHeardMsAgo());
                }
            }
        }
        var retired = json.putArray("retired");
        membership.getRetiredList().forEach(retired::add);
        return json;
    }

    static List<Long> voters(Membership membership) {
        return ids(membership, Member::getVoter);
    }

    /// Those that receive the log and do not vote.
    static List<Long> learners(Membership membership) {
        return ids(membership, member -> !member.getVoter());
    }

    static String list(List<Long> ids) {
        return ids.isEmpty()
                ? "none"
                : ids.stream().map(id -> Long.toString(id)).collect(Collectors.joining(","));
    }

    private static List<Long> ids(Membership membership, Predicate<Member> which) {
        return membership.getMembersList().stream()
                .filter(which)
                .map(member -> member.getAddress().getId())
                .toList();
    }
}
