package io.balsa.raft.testkit.simulation;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.RaftNode;
import io.balsa.raft.testkit.world.Delay;
import io.balsa.raft.testkit.world.SimulatedTime;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Somebody who changes the group while it runs, whatever state it is in: members come and go, and
/// leadership is handed on. What is asked for is drawn at random, and mostly asked of the leader.
final class Operator<R> {
    private static final int MEMBERS_AT_A_TIME_MAX = 9;

    private final Scenario scenario;
    private final Group<R> group;
    private final SimulatedTime time;
    private final RandomGenerator random;
    private final ChangeOrders<R> orders;
    private final Wishes wishes;
    private boolean isOver;

    Operator(Scenario scenario, Group<R> group, SimulatedTime time, RandomGenerator random) {
        this.scenario = scenario;
        this.group = group;
        this.time = time;
        this.random = random;
        orders = new ChangeOrders<>(group);
        wishes = new Wishes(random);
    }

    void begin() {
        scenario.tasks().forEach(this::arrangeNext);
    }

    /// Asks for nothing more, and takes back what was forbidden.
    void end() {
        isOver = true;
        for (var member : List.copyOf(group.members())) {
            member.reach((_, life) -> {
                life.node().switches().elect(true);
                life.node().switches().heartbeat(true);
            });
        }
    }

    private void arrangeNext(Task task, long meanNanos) {
        time.after(
                new Delay(0, meanNanos).draw(random),
                () -> {
                    if (!isOver) {
                        attempt(task);
                        dismissSomebody();
                        arrangeNext(task, meanNanos);
                    }
                });
    }

    private void attempt(Task task) {
        var view = View.of(random.nextInt(5) > 0 ? group.leader() : null, anybody());
        if (view == null) {
            return;
        }
        switch (task) {
            case BRING_BACK -> bringBack(view);
            case TRANSFER -> transfer(view);
            case ELECT -> elect();
            case HEARTBEAT -> {
                group.note("operator: HEARTBEAT");
                tell(anybody(), node -> node.trigger().heartbeat());
            }
            case SWITCH -> flip(anybody());
            case SNAPSHOT -> snapshot(anybody());
            case PURGE -> purge(anybody());
            case MISTAKE -> mistake(view);
            default -> change(task, view);
        }
    }

    // ---- Members ----

    private void change(Task task, View<R> view) {
        var change = wishes.draw(task, view.membership(), this::newcomers);
        if (change == null) {
            return;
        }
        group.note("operator: " + task);
        orders.send(view.member(), change, drawExpectation(view));
    }

    /// Mostly none, otherwise the right one.
    private @Nullable EntryId drawExpectation(View<R> view) {
        return random.nextInt(3) == 0 ? view.membershipId() : null;
    }

    /// Up to `count` members that the group does not have yet. Some start at once, others only
    /// after they were added.
    private List<MemberId> newcomers(int count) {
        var spare = new ArrayList<>(group.spareMembers());
        while (spare.size() < count && group.members().size() < MEMBERS_AT_A_TIME_MAX) {
            spare.add(group.add());
        }
        var chosen = spare.subList(0, Math.min(count, spare.size()));
        for (var member : chosen) {
            if (random.nextBoolean()) {
                member.start();
            } else {
                time.after(outage(), member::start);
            }
        }
        return chosen.stream().map(SimulatedMember::id).toList();
    }

    private void mistake(View<R> view) {
        var retired = List.copyOf(group.membership().retired());
        switch (random.nextInt(3)) {
            case 0 -> orders.sendWrong(view.member(), Wishes.nobody(), null);
            case 1 -> {
                if (!retired.isEmpty()) {
                    var again = retired.get(random.nextInt(retired.size()));
                    orders.sendWrong(view.member(), wishes.again(again), null);
                }
            }
            default -> {
                var past = group.watch().chronicle().committedMemberships();
                if (past.size() > 1) {
                    var old = past.get(random.nextInt(past.size() - 1)).id();
                    orders.sendWrong(view.member(), wishes.join(newcomers(1)), old);
                }
            }
        }
    }

    /// Mostly whom the leader has isolated; sometimes anybody: a permission in advance, or one
    /// asked of the wrong member.
    private void bringBack(View<R> view) {
        var isolated = group.isolatedMembers();
        if (isolated.isEmpty()) {
            if (random.nextInt(4) == 0) {
                group.note("operator: BRING_BACK");
                orders.sendAllowance(view.member(), anybody().id());
            }
            return;
        }
        group.note("operator: BRING_BACK");
        var lost = isolated.get(random.nextInt(isolated.size()));
        if (random.nextBoolean()) {
            orders.sendAllowance(view.member(), lost);
        } else {
            var voters = new TreeSet<>(view.membership().voters());
            voters.remove(lost);
            voters.addAll(newcomers(1));
            orders.send(view.member(), Wishes.replacement(voters), null);
        }
    }

    /// A member that was removed is stopped at some time, known to have been told or not.
    private void dismissSomebody() {
        var removed = group.removedMembers();
        if (!removed.isEmpty() && random.nextInt(4) == 0) {
            group.dismiss(removed.get(random.nextInt(removed.size())));
        }
    }

    // ---- Leadership ----

    private void transfer(View<R> view) {
        group.note("operator: TRANSFER");
        var members = List.copyOf(view.membership().members());
        var to =
                random.nextInt(3) == 0 || members.isEmpty()
                        ? null
                        : members.get(random.nextInt(members.size()));
        orders.sendTransfer(view.member(), to);
        if (scenario.options().hasLease() || random.nextInt(3) == 0) {
            deafen(view.member());
        }
    }

    /// Lets a member hear nothing for about as long as a lease lasts: a leader that has just handed
    /// over does not know yet that another one leads.
    private void deafen(SimulatedMember<R> member) {
        for (var other : group.ids()) {
            if (!other.equals(member.id())) {
                group.network().cut(other, member.id());
            }
        }
        time.after(scenario.timing().electionMinNanos(), group.network()::mend);
    }

    private void elect() {
        group.note("operator: ELECT");
        var preVote = random.nextBoolean();
        tell(anybody(), node -> node.trigger().elect(preVote));
    }

    private void flip(SimulatedMember<R> member) {
        group.note("operator: SWITCH");
        var isElection = random.nextBoolean();
        tell(member, node -> flip(node, isElection, false));
        time.after(outage(), () -> tell(member, node -> flip(node, isElection, true)));
    }

    private static void flip(RaftNode<?> node, boolean isElection, boolean isOn) {
        if (isElection) {
            node.switches().elect(isOn);
        } else {
            node.switches().heartbeat(isOn);
        }
    }

    // ---- Snapshots ----

    private void snapshot(SimulatedMember<R> member) {
        group.note("operator: SNAPSHOT");
        tell(
                member,
                node -> {
                    var _ = node.trigger().snapshot();
                });
    }

    private void purge(SimulatedMember<R> member) {
        group.note("operator: PURGE");
        var share = random.nextInt(3) == 0 ? random.nextDouble() : 1;
        tell(member, node -> node.trigger().purge((long) (share * node.state().appliedIndex())));
    }

    private void tell(SimulatedMember<R> member, Consumer<RaftNode<R>> what) {
        member.reach((_, life) -> what.accept(life.node()));
    }

    private SimulatedMember<R> anybody() {
        return group.members().get(random.nextInt(group.members().size()));
    }

    private long outage() {
        return new Delay(0, 3 * scenario.timing().electionMaxNanos()).draw(random);
    }
}
