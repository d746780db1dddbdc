package io.balsa.raft.testkit.planted;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// The tests of the core are tested, too: each mutant of the core must be killed by one of them. A
/// few of them in every build, all of them with `mvn -Pmutants -pl raft-testkit -am test`:
/// `-Dmutants.every=20` takes one in twenty, `-Dmutants.only=Election` those with that in their
/// names. Prints a table of what killed which, and after how long.
class MutantsTest {
    private static final Path TABLE = Path.of("target", "mutants.txt");
    private static final double NANOS_PER_SECOND = 1e9;

    /// What ended a mutant.
    private record Death(String killer, double seconds) {}

    @Test
    @Tag("mutants")
    void killsEach() throws Exception {
        assertThat(survivors(Integer.getInteger("mutants.every", 1))).isEmpty();
    }

    /// An argument for a mutant that is gone argues for nothing.
    @Test
    void excusesNothingThatIsNotThere() throws Exception {
        var names = Mutants.all().stream().map(Mutant::name).toList();

        assertThat(names).containsAll(Equivalents.read().keySet());
    }

    private static List<String> survivors(int every) throws Exception {
        var mutants = Mutants.all();
        var excused = Equivalents.read();
        var only = System.getProperty("mutants.only", "");
        var chosen = new ArrayList<Integer>();
        for (var number = 0; number < mutants.size(); number++) {
            var mutant = mutants.get(number);
            if (mutant.name().contains(only)
                    && Mutants.isInSample(mutant, every)
                    && !excused.containsKey(mutant.name())) {
                chosen.add(number);
            }
        }
        assertThat(chosen).isNotEmpty();
        var deaths = killAll(chosen);
        return report(mutants, chosen, deaths);
    }

    private static Map<Integer, Death> killAll(List<Integer> chosen) throws Exception {
        var deaths = new ConcurrentSkipListMap<Integer, Death>();
        var next = new AtomicInteger();
        var cores = Math.min(chosen.size(), Runtime.getRuntime().availableProcessors());
        try (var workers = Executors.newFixedThreadPool(cores)) {
            var shares = new ArrayList<Callable<Boolean>>();
            for (var core = 0; core < cores; core++) {
                var isFirst = core == 0;
                shares.add(() -> work(isFirst, chosen, next, deaths));
            }
            for (var done : workers.invokeAll(shares)) {
                done.get();
            }
        }
        return deaths;
    }

    private static boolean work(
            boolean isFirst, List<Integer> chosen, AtomicInteger next, Map<Integer, Death> deaths)
            throws IOException, InterruptedException {
        try (var killer = new KillerProcess(isFirst)) {
            for (var at = next.getAndIncrement(); at < chosen.size(); at = next.getAndIncrement()) {
                var begun = System.nanoTime();
                var death = killer.kill(chosen.get(at));
                var seconds = (System.nanoTime() - begun) / NANOS_PER_SECOND;
                deaths.put(chosen.get(at), new Death(death, seconds));
            }
        }
        return true;
    }

    private static List<String> report(
            List<Mutant> mutants, List<Integer> chosen, Map<Integer, Death> deaths)
            throws IOException {
        var table = new StringBuilder();
        var survivors = new ArrayList<String>();
        Map<String, Integer> kills = new TreeMap<>();
        for (var number : chosen) {
            var name = mutants.get(number).name();
            var death = requireNonNull(deaths.get(number), "every mutant was tried");
            table.append("%6.1f s  %-60s  %s%n".formatted(death.seconds, death.killer, name));
            kills.merge(death.killer.split("[ :=]", 2)[0], 1, Integer::sum);
            if (death.killer.equals(MutantKiller.SURVIVES)) {
                survivors.add(name);
            }
        }
        table.append(
                "%,d mutants, %d survive; %s%n".formatted(chosen.size(), survivors.size(), kills));
        Files.createDirectories(TABLE.getParent());
        Files.writeString(TABLE, table);
        System.out.print(table);
        return survivors;
    }
}
