package io.balsa.raft.testkit.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;

/// The seeds that a test is asked for: `-Dsim.seed=42` is one of them alone, `-Dsim.seeds=1000` the
/// first so many.
public final class Seeds {
    /// So many are run by every build.
    static final int DEFAULT_COUNT = 300;

    private Seeds() {}

    public static LongStream chosen() {
        var chosen = Long.getLong("sim.seed");
        return chosen != null
                ? LongStream.of(chosen)
                : LongStream.rangeClosed(1, Integer.getInteger("sim.seeds", DEFAULT_COUNT));
    }

    /// Runs a seed, and throws what it finds. Then, or with `-Dsim.trace`, everything that happened
    /// is in a file in `folder`.
    ///
    /// @return what happened how often, when all is well
    public static <R> Coverage verify(long seed, Subject<R> subject, Path folder)
            throws IOException {
        var report = Simulation.run(seed, subject);
        var violation = report.violation();
        var file = folder.resolve("sim-%d.txt".formatted(seed));
        if (violation != null || Boolean.getBoolean("sim.trace")) {
            Files.createDirectories(folder);
            Files.writeString(file, Simulation.trace(seed, subject).text());
        }
        if (violation != null) {
            throw new AssertionError(
                    "-Dsim.seed=%d: %s%nsee %s".formatted(seed, violation.getMessage(), file),
                    violation);
        }
        return report.coverage();
    }
}
