package io.balsa.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;

import org.junit.jupiter.api.Test;

import java.util.Set;

/// Time, threads and files come in by named doors only, which the simulator can replace.
class SeamsTest {
    private static final JavaClasses SIMULATED =
            Classes.BALSA.that(
                    resideInAnyPackage(
                            "io.balsa.raft.core..",
                            "io.balsa.raft.log..",
                            "io.balsa.raft.node..",
                            "io.balsa.kv.store.."));

    private static final Set<String> CLOCK = Set.of("nanoTime", "currentTimeMillis");

    /// What a thread says of itself, and being asked to end, is no matter of time.
    private static final Set<String> HARMLESS = Set.of("currentThread", "interrupt", "getName");

    /// A part of the real disk, which fills the next file with zeros beside its other work.
    private static final String SPARE_FILE = "io.balsa.raft.log.SpareFile";

    @Test
    void onlyTheThreadsOfTheRuntimeReadClocksAndStartThreads() {
        noClasses()
                .that(areNot("io.balsa.raft.node.ThreadRuntime", SPARE_FILE))
                .should()
                .accessTargetWhere(
                        describe(
                                "it reads a clock or starts a thread",
                                access ->
                                        switch (access.getTargetOwner().getName()) {
                                            case "java.lang.System" ->
                                                    CLOCK.contains(access.getName());
                                            case "java.lang.Thread" ->
                                                    !HARMLESS.contains(access.getName());
                                            case "java.util.concurrent.Executors",
                                                    "java.util.concurrent.ForkJoinPool",
                                                    "java.time.Clock",
                                                    "java.time.Instant",
                                                    "java.util.Timer" ->
                                                    true;
                                            default -> false;
                                        }))
                .check(SIMULATED);
    }

    @Test
    void onlyTheRealDiskTouchesFiles() {
        noClasses()
                .that(
                        areNot(
                                "io.balsa.raft.log.FileDisk",
                                SPARE_FILE,
                                "io.balsa.raft.log.DirectFile",
                                "io.balsa.raft.log.DataDirectory"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..")
                .check(SIMULATED);
    }

    private static DescribedPredicate<JavaClass> areNot(String... doors) {
        var named = Set.of(doors);
        return describe(
                "are not " + String.join(", ", doors),
                type -> !named.contains(type.getName().replaceFirst("\\$.*", "")));
    }
}
