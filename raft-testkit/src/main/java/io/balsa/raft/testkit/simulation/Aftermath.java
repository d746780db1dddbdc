package io.balsa.raft.testkit.simulation;

import io.balsa.raft.core.Belonging;
import io.balsa.raft.core.Role;
import io.balsa.raft.testkit.history.Register.Action;
import io.balsa.raft.testkit.property.Violation;
import io.balsa.raft.testkit.world.SimulatedTime;

import java.util.Collections;
import java.util.function.BooleanSupplier;

/// The second phase: the faults are over, so the group must come back. The last change of
/// membership is complete, whoever was to become a voter is one; there is one leader, a voter, all
/// members follow it and hold the same, every one of them takes new writes and reads; who was
/// removed knows it. And all this in bounded time (TLA+ would call it a liveness property; with a
/// deadline it is one of safety).
final class Aftermath<R> {
    private static final int PATIENCE_TIMEOUTS = 60;

    private final Group<R> group;
    private final SimulatedTime time;
    private final Scenario scenario;
    private final ChangeOrders<R> orders;
    private int unanswered;

    private record Question(String key, Action action) {}

    Aftermath(Group<R> group, SimulatedTime time, Scenario scenario) {
        this.group = group;
        this.time = time;
        this.scenario = scenario;
        orders = new ChangeOrders<>(group);
    }

    /// Ends when all is well.
    void run(SimulatedClient<R> client) {
        group.removedMembers().forEach(this::countUnlessAware);
        await("a leader whom everybody follows", this::isAgreed);
        var members = group.properMembers();
        for (var member : members) {
            var write = new Action.Put("after-" + member.id());
            ask(client, member, new Question("k0", write));
        }
        await("an answer to a write through each member", () -> unanswered == 0);
        for (var member : members) {
            for (var key = 0; key < scenario.keys(); key++) {
                ask(client, member, new Question("k" + key, new Action.Get()));
            }
        }
        await("an answer to a read of each key at each member", () -> unanswered == 0);
        await("equal state on all members", () -> isAgreed() && isEqual());
        group.removedMembers().stream()
                .filter(member -> !canLearnOfRemoval(member))
                .toList()
                .forEach(group::dismiss);
        await("removed member that knows it", this::areRemovedAware);
    }

    private void await(String what, BooleanSupplier condition) {
        var deadline = time.now() + PATIENCE_TIMEOUTS * scenario.timing().electionMaxNanos();
        while (!condition.getAsBoolean()) {
            if (time.now() >= deadline) {
                throw new Violation("Liveness", "there is still no " + what + ": " + states());
            }
            time.runUntil(time.now() + scenario.timing().heartbeatNanos());
            bringBackIsolated();
            group.watch().stopAtViolation();
        }
    }

    /// The operator lets everybody come back.
    private void bringBackIsolated() {
        var leader = group.leader();
        if (leader != null) {
            group.isolatedMembers().forEach(lost -> orders.sendAllowance(leader, lost));
        }
    }

    /// Asks until there is an answer, or the member has left: an order from before may have been
    /// carried out only now.
    private void ask(SimulatedClient<R> client, SimulatedMember<R> member, Question question) {
        unanswered++;
        client.ask(
                member,
                question.key,
                question.action,
                isAnswered -> {
                    unanswered--;
                    if (!isAnswered && group.properMembers().contains(member)) {
                        ask(client, member, question);
                    }
                });
    }

    private boolean isAgreed() {
        var leader = group.leader();
        var membership = group.membership();
        if (leader == null
                || membership.isJoint()
                || !membership.promotable().isEmpty()
                || !membership.isVoter(leader.id())
                || !leader.state().membership().equals(membership)) {
            return false;
        }
        var term = leader.state().term();
        return group.properMembers().size() == membership.members().size()
                && group.properMembers().stream()
                        .allMatch(member ->
                                member.state().term() == term
                                        && leader.id().equals(member.state().leader())
                                        && (member == leader
                                                || member.state().role() instanceof Role.Follower));
    }

    private boolean isEqual() {
        var members = group.properMembers();
        var first = members.getFirst();
        var last = first.state().lastEntry();
        return members.stream()
                .allMatch(member ->
                        member.state().lastEntry().equals(last)
                                && member.state().appliedIndex() == last.index()
                                && member.digest() == first.digest());
    }

    /// A member that missed its removal hears of it from the voters that it knows. If none of them
    /// is still a member, only the operator can stop it.
    private boolean canLearnOfRemoval(SimulatedMember<R> removed) {
        var state = removed.state();
        return state.belonging() == Belonging.REMOVED
                || !Collections.disjoint(state.membership().voters(), group.membership().members());
    }

    private void countUnlessAware(SimulatedMember<R> removed) {
        var belonging = removed.state().belonging();
        if (belonging != Belonging.REMOVED) {
            group.coverage()
                    .count("removed while it was away, and takes itself for a " + belonging);
        }
    }

    private boolean areRemovedAware() {
        return group.removedMembers().stream()
                .allMatch(member -> member.state().belonging() == Belonging.REMOVED);
    }

    private String states() {
        var text = new StringBuilder();
        for (var member : group.members()) {
            text.append("\n  ").append(member.isUp() ? member.state() : member.id() + " is down");
        }
        return text.toString();
    }
}
