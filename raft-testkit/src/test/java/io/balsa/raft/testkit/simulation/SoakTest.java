package io.balsa.raft.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.testkit.property.Violation;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// Far more seeds than a build has time for, on all cores: `mvn -Psoak -pl raft-testkit -am
/// verify`. Prints how fast it went and what the faults reached. With `-Dsim.meets="reverted
/// members isolated"` it also prints the seeds that meet this.
@Tag("soak")
class SoakTest {
    private static final Subject<?> BALSA = Subject.of(KvRegisters::new);
    private static final long FIRST = Long.getLong("sim.first", 1);
    private static final long COUNT = Long.getLong("sim.seeds", 10_000);
    private static final String WANTED = System.getProperty("sim.meets", "");
    private static final int REPORT_EVERY = 1_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final AtomicLong next = new AtomicLong(FIRST);
    private final long begun = System.nanoTime();

    /// What one core found.
    private record Share(Coverage coverage, Map<Long, Violation> violations) {}

    @Test
    void findsNothingInManySeeds() throws Exception {
        var cores = Runtime.getRuntime().availableProcessors();
        var coverage = new Coverage();
        var violations = new TreeMap<Long, String>();
        try (var workers = Executors.newFixedThreadPool(cores)) {
            var shares = new ArrayList<Callable<Share>>();
            for (var core = 0; core < cores; core++) {
                shares.add(this::work);
            }
            for (var share : workers.invokeAll(shares)) {
                coverage.add(share.get().coverage());
                share.get()
                        .violations()
                        .forEach((seed, violation) -> violations.put(seed, violation.getMessage()));
            }
        }
        System.out.printf("%s%n%s%n", progress(FIRST + COUNT), coverage);

        assertThat(violations).isEmpty();
    }

    private Share work() {
        var share = new Share(new Coverage(), new TreeMap<>());
        for (var seed = next.getAndIncrement();
                seed < FIRST + COUNT;
                seed = next.getAndIncrement()) {
            var report = Simulation.run(seed, BALSA);
            share.coverage().add(report.coverage());
            if (report.violation() != null) {
                System.out.printf("-Dsim.seed=%d: %s%n", seed, report.violation().getMessage());
                share.violations().put(seed, report.violation());
            }
            if (report.coverage().of(WANTED) > 0) {
                System.out.printf("%d meets: %s%n", seed, WANTED);
            }
            if (seed % REPORT_EVERY == 0) {
                System.out.println(progress(seed + 1));
            }
        }
        return share;
    }

    private String progress(long reached) {
        var seconds = (System.nanoTime() - begun) / NANOS_PER_SECOND;
        var seeds = reached - FIRST;
        return "%,d seeds in %,.0f s: %.1f per second".formatted(seeds, seconds, seeds / seconds);
    }
}
