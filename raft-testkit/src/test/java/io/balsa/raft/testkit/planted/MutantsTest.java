package io.balsa.raft.testkit.planted;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// The tests of the core are tested, too: each mutant of the core must be killed by one of them. A
/// few of them in every build, all of them with `mvn -Pmutants -pl raft-testkit -am test`:
/// `-Dmutants.every=20` takes one in twenty, `-Dmutants.only='^(Doubt|Trust)'` those where that
/// regular expression is found in the name, `-Dmutants.resume` leaves out those that an earlier run
/// has tried. Shows what killed each, and after how long.
class MutantsTest {
    private static final Path TABLE = Path.of("target", "mutants.txt");
    private static final double NANOS_PER_SECOND = 1e9;

    /// Of many kinds, each killed within a second or two, so that a build sees that it still works.
    private static final List<String> FEW =
            List.of(
                    "Ballot.isFreeFor: votedFor == null → votedFor != null",
                    "Election.onRequestVote: granted → !(granted)",
                    "Leadership.heartbeatNow: true → false",
                    "Membership.isQuorum: 2 → 3",
                    "Outbox.drain: addCommitted(state, effects); → {}",
                    "Progress.wantsProbe: !isAsked → isAsked");

    @Test
    @Tag("mutants")
    void killsEach() throws Exception {
        var isGoingOn = System.getProperty("mutants.resume") != null && Files.exists(TABLE);
        var table = isGoingOn ? MutantTable.found(TABLE) : MutantTable.fresh(TABLE);

        killAll(chosen(table), table, true);

        System.out.println(table.summary());
        assertThat(table.survivors()).as("mutants that no test notices").isEmpty();
    }

    @Test
    void killsAFew(@TempDir Path folder) throws Exception {
        var mutants = Mutants.all();
        var chosen = new ArrayList<Integer>();
        for (var number = 0; number < mutants.size(); number++) {
            if (FEW.contains(mutants.get(number).name())) {
                chosen.add(number);
            }
        }
        assertThat(chosen).as("the few: name others where the core changed").hasSameSizeAs(FEW);
        var table = MutantTable.fresh(folder.resolve("few.txt"));

        killAll(chosen, table, false);

        assertThat(table.survivors()).isEmpty();
    }

    /// An argument for a mutant that is gone argues for nothing.
    @Test
    void excusesNothingThatIsNotThere() throws Exception {
        var names = Mutants.all().stream().map(Mutant::name).toList();

        assertThat(names).containsAll(Equivalents.read().keySet());
    }

    private static List<Integer> chosen(MutantTable tried) throws IOException {
        var mutants = Mutants.all();
        var leftOut = tried.mutants();
        leftOut.addAll(Equivalents.read().keySet());
        var every = Integer.getInteger("mutants.every", 1);
        var only = Pattern.compile(System.getProperty("mutants.only", ""));
        var chosen = new ArrayList<Integer>();
        for (var number = 0; number < mutants.size(); number++) {
            var mutant = mutants.get(number);
            if (only.matcher(mutant.name()).find()
                    && Mutants.isInSample(mutant, every)
                    && !leftOut.contains(mutant.name())) {
                chosen.add(number);
            }
        }
        assertThat(chosen.size() + tried.mutants().size()).as("mutants chosen").isPositive();
        return chosen;
    }

    /// @param isChecking is it made sure first that nothing fails without a mutant?
    private static void killAll(List<Integer> chosen, MutantTable table, boolean isChecking)
            throws Exception {
        table.expect(chosen.size());
        var next = new AtomicInteger();
        var cores = Math.min(chosen.size(), Runtime.getRuntime().availableProcessors());
        if (cores == 0) {
            return;
        }
        try (var workers = Executors.newFixedThreadPool(cores)) {
            var shares = new ArrayList<Callable<Boolean>>();
            for (var core = 0; core < cores; core++) {
                var killer = new KillerProcess(isChecking && core == 0);
                shares.add(() -> work(killer, chosen, next, table));
            }
            for (var done : workers.invokeAll(shares)) {
                done.get();
            }
        }
    }

    private static boolean work(
            KillerProcess killer, List<Integer> chosen, AtomicInteger next, MutantTable table)
            throws IOException, InterruptedException {
        var mutants = Mutants.all();
        try (killer) {
            for (var at = next.getAndIncrement(); at < chosen.size(); at = next.getAndIncrement()) {
                var number = chosen.get(at);
                var begun = System.nanoTime();
                var death = killer.kill(number);
                var seconds = (System.nanoTime() - begun) / NANOS_PER_SECOND;
                table.add(new MutantTable.Row(seconds, death, mutants.get(number).name()));
            }
        }
        return true;
    }
}
