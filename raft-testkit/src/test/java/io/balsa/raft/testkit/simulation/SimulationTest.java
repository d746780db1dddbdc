package io.balsa.raft.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Whole members of Balsa with its own key-value store, under faults and after them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SimulationTest {
    private static final Subject<?> BALSA = Subject.of(KvRegisters::new);
    private static final Path TRACES = Path.of("target", "simulation");

    /// What all chosen seeds met that went well.
    private final Coverage met = new Coverage();

    @ParameterizedTest(name = "-Dsim.seed={0}")
    @MethodSource("io.balsa.raft.testkit.simulation.Seeds#chosen")
    void staysSafeUnderFaultsAndComesBackOnceTheyEnd(long seed) throws IOException {
        met.add(Seeds.verify(seed, BALSA, TRACES));
    }

    /// Faults that strike and do nothing would let everything pass.
    @Test
    @Order(Integer.MAX_VALUE)
    void meetsAllThatItIsForInTheSeedsOfABuild() {
        assumeTrue(met.of("seeds") >= Seeds.DEFAULT_COUNT, "fewer seeds than in a build");

        assertThat(Purpose.unmet(met)).as(met.toString()).isEmpty();
    }

    static List<PinnedSeed> pinned() {
        return PinnedSeed.ALL;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pinned")
    void meetsInAPinnedSeedWhatItIsPinnedFor(PinnedSeed pinned) throws IOException {
        assumeTrue(Long.getLong("sim.seed") == null, "only one seed is wanted");

        var metHere = Seeds.verify(pinned.seed(), BALSA, TRACES);

        assertThat(metHere.of(pinned.meets())).as(pinned.meets()).isPositive();
    }

    @Test
    void repeatsARunToTheByte() {
        for (var seed = 1; seed <= 5; seed++) {
            var first = Simulation.trace(seed, BALSA);
            var second = Simulation.trace(seed, BALSA);

            assertThat(second.text()).isEqualTo(first.text());
            assertThat(second.digest()).isEqualTo(first.digest());
        }
    }

    @Test
    void looksNoDifferentWhenItIsWrittenDown() {
        assertThat(Simulation.run(7, BALSA).digest())
                .isEqualTo(Simulation.trace(7, BALSA).digest());
    }

    @Test
    void looksDifferentWithEachSeed() {
        var digests =
                LongStream.rangeClosed(1, 20).map(seed -> Simulation.run(seed, BALSA).digest());

        assertThat(digests.distinct().count()).isEqualTo(20);
    }

    /// Salted collections and identity hash codes differ between processes, not within one.
    @Test
    void repeatsARunInAnotherProcess() throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var other =
                new ProcessBuilder(
                                java,
                                "-cp",
                                System.getProperty("java.class.path"),
                                PrintDigests.class.getName())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String printed;
        try (var output = other.inputReader(StandardCharsets.UTF_8)) {
            printed = output.lines().collect(Collectors.joining("\n"));
        }

        assertThat(other.waitFor()).isZero();
        assertThat(printed).isEqualTo(PrintDigests.digests());
    }

    /// The program of that other process.
    static final class PrintDigests {
        private PrintDigests() {}

        public static void main(String[] arguments) {
            System.out.print(digests());
        }

        static String digests() {
            return LongStream.rangeClosed(1, 10)
                    .mapToObj(seed -> Long.toHexString(Simulation.run(seed, BALSA).digest()))
                    .collect(Collectors.joining("\n"));
        }
    }
}
