package io.balsa.raft.testkit.simulation;

import io.balsa.raft.testkit.history.History;
import io.balsa.raft.testkit.history.LinearizabilityChecker;
import io.balsa.raft.testkit.history.Register;
import io.balsa.raft.testkit.history.Register.Action;
import io.balsa.raft.testkit.history.Register.Answer;
import io.balsa.raft.testkit.history.Verdict;
import io.balsa.raft.testkit.property.Chronicle;
import io.balsa.raft.testkit.property.CommittedStays;
import io.balsa.raft.testkit.property.DurabilityOfAcknowledgedWrites;
import io.balsa.raft.testkit.property.ElectionSafety;
import io.balsa.raft.testkit.property.EqualStates;
import io.balsa.raft.testkit.property.HandedOverWhole;
import io.balsa.raft.testkit.property.JointConsensus;
import io.balsa.raft.testkit.property.LeaderCompleteness;
import io.balsa.raft.testkit.property.LeadersAreVoters;
import io.balsa.raft.testkit.property.LocalReadsGoForward;
import io.balsa.raft.testkit.property.LogMatching;
import io.balsa.raft.testkit.property.NothingWrittenIsLost;
import io.balsa.raft.testkit.property.OneMembershipChangeAtATime;
import io.balsa.raft.testkit.property.OneVotePerTerm;
import io.balsa.raft.testkit.property.OnlyForward;
import io.balsa.raft.testkit.property.OnlyOwnTermIsCounted;
import io.balsa.raft.testkit.property.PromisesAreDurable;
import io.balsa.raft.testkit.property.ReadsSeeAcknowledgedWrites;
import io.balsa.raft.testkit.property.RetiredForGood;
import io.balsa.raft.testkit.property.SnapshotsAreCommitted;
import io.balsa.raft.testkit.property.StateMachineSafety;
import io.balsa.raft.testkit.property.Violation;
import io.balsa.raft.testkit.property.Watch;
import io.balsa.raft.testkit.world.SimulatedTime;
import io.balsa.raft.testkit.world.Trace;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// One whole group in a bottle, with its clients and its faults, all drawn from one seed. The same
/// seed always gives the same run, to the byte.
public final class Simulation<R> {
    private static final long CHECKER_STEPS_MAX = 200_000;

    private final long seed;
    private final Scenario scenario;
    private final SimulatedTime time = new SimulatedTime();
    private final Trace trace;
    private final Coverage coverage = new Coverage();
    private final History<Action, Answer> history = new History<>();
    private final DurabilityOfAcknowledgedWrites durability;
    private final Group<R> group;
    private final Havoc havoc;
    private final Operator<R> operator;
    private final List<SimulatedClient<R>> clients = new ArrayList<>();

    private Simulation(long seed, Subject<R> subject, boolean withText) {
        this.seed = seed;
        var random = new SplittableRandom(seed);
        scenario = Scenario.draw(random.split());
        trace = withText ? Trace.textOf(time) : Trace.digestOf(time);
        var chronicle = new Chronicle();
        durability = new DurabilityOfAcknowledgedWrites(chronicle);
        var reads = new ReadsSeeAcknowledgedWrites();
        var localReads = new LocalReadsGoForward(chronicle);
        var watch = watch(chronicle, reads, localReads);
        var stage = new Group.Stage(time, trace, coverage, watch);
        group = new Group<>(stage, scenario, subject, random.split());
        havoc = new Havoc(scenario, group, time, random.split());
        operator = new Operator<>(scenario, group, time, random.split());
        var desk = new SimulatedClient.Desk(time, history, reads, localReads);
        for (var number = 1; number <= scenario.clients(); number++) {
            clients.add(new SimulatedClient<>(number, group, desk, scenario, random.split()));
        }
    }

    private Watch watch(
            Chronicle chronicle, ReadsSeeAcknowledgedWrites reads, LocalReadsGoForward localReads) {
        return new Watch(
                chronicle,
                List.of(
                        new ElectionSafety(),
                        new OneVotePerTerm(),
                        new PromisesAreDurable(chronicle),
                        new NothingWrittenIsLost(chronicle),
                        new LogMatching(chronicle),
                        new OnlyOwnTermIsCounted(chronicle),
                        new LeaderCompleteness(chronicle),
                        new CommittedStays(chronicle),
                        new JointConsensus(chronicle),
                        new OneMembershipChangeAtATime(chronicle),
                        new RetiredForGood(chronicle),
                        new LeadersAreVoters(chronicle),
                        new HandedOverWhole(chronicle),
                        new StateMachineSafety(),
                        new EqualStates(),
                        new SnapshotsAreCommitted(chronicle),
                        new OnlyForward(),
                        durability,
                        reads,
                        localReads));
    }

    /// Runs what `seed` stands for, and notes a digest of what happens.
    public static <R> Report run(long seed, Subject<R> subject) {
        return new Simulation<>(seed, subject, false).run();
    }

    /// The same, with every event in words.
    public static <R> Report trace(long seed, Subject<R> subject) {
        return new Simulation<>(seed, subject, true).run();
    }

    private Report run() {
        trace.note(seed, () -> "seed " + seed + ": " + scenario);
        Violation violation = null;
        try {
            runBothPhases();
        } catch (Violation found) {
            violation = found;
        } catch (RuntimeException broken) {
            violation = new Violation("NoExceptions", broken.toString());
            violation.initCause(broken);
        }
        var first = group.watch().violation();
        coverage.count("seeds");
        coverage.add("simulated seconds", time.now() / Scenario.SECOND);
        coverage.add("acknowledged writes", durability.count());
        for (var member : group.members()) {
            coverage.add("torn writes", member.machine().disk().tornWrites());
        }
        return new Report(
                seed, trace.digest(), coverage, first != null ? first : violation, trace.text());
    }

    private void runBothPhases() {
        group.members().forEach(SimulatedMember::start);
        clients.forEach(SimulatedClient::begin);
        havoc.begin();
        operator.begin();
        while (time.now() < scenario.faultyNanos()) {
            time.runUntil(time.now() + scenario.timing().heartbeatNanos());
            group.watch().stopAtViolation();
        }
        trace.note(0, () -> "the faults are over");
        clients.forEach(SimulatedClient::end);
        operator.end();
        havoc.end();
        new Aftermath<>(group, time, scenario).run(clients.getFirst());
        durability.checkEveryoneHasAll();
        checkLinearizability();
    }

    private void checkLinearizability() {
        var checker = new LinearizabilityChecker<>(new Register(), CHECKER_STEPS_MAX);
        var operations = history.operations();
        coverage.add("operations judged", operations.size());
        coverage.add("operations left open", operations.stream().filter(it -> it.isOpen()).count());
        switch (checker.judge(operations)) {
            case Verdict.Linearizable _ -> {}
            case Verdict.Undecided _ -> coverage.count("histories too hard to judge");
            case Verdict.NotLinearizable bad ->
                    throw new Violation("Linearizability", bad.toString());
        }
    }
}
