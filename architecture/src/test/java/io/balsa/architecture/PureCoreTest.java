package io.balsa.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;

import org.junit.jupiter.api.Test;

import java.util.Set;

/// The protocol core stays a function of its inputs.
class PureCoreTest {
    private static final JavaClasses CORE =
            Classes.BALSA.that(resideInAPackage("io.balsa.raft.core.."));

    /// The sets and maps that these make iterate in an order that differs from one run to the next.
    private static final Set<String> SALTED = Set.of("of", "ofEntries", "entry", "copyOf");

    @Test
    void needsNothingButTheLanguage() {
        classes()
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(
                                "io.balsa.raft.core",
                                "java.lang",
                                "java.lang.invoke",
                                "java.lang.runtime",
                                "java.nio",
                                "java.util",
                                "java.util.function",
                                "java.util.random",
                                "java.util.stream",
                                "org.jspecify.annotations"))
                .check(CORE);
    }

    @Test
    void makesNoRunUnrepeatable() {
        noClasses()
                .should()
                .accessTargetWhere(
                        describe("it makes a run unrepeatable", PureCoreTest::isUnrepeatable))
                .check(CORE);
    }

    private static boolean isUnrepeatable(JavaAccess<?> access) {
        var target = access.getName();
        return switch (access.getTargetOwner().getName()) {
            case "java.lang.System" -> !target.equals("arraycopy");
            case "java.lang.Math", "java.lang.StrictMath" -> target.equals("random");
            case "java.util.Set", "java.util.Map" -> SALTED.contains(target);
            case "java.util.stream.Collectors" -> target.contains("Unmodifiable");
            case "java.util.random.RandomGenerator" ->
                    target.equals("of") || target.equals("getDefault");
            case "java.lang.Process",
                    "java.lang.ProcessBuilder",
                    "java.lang.ProcessHandle",
                    "java.lang.Runtime",
                    "java.lang.Thread",
                    "java.lang.ThreadLocal",
                    "java.util.Calendar",
                    "java.util.Date",
                    "java.util.Locale",
                    "java.util.Random",
                    "java.util.Scanner",
                    "java.util.ServiceLoader",
                    "java.util.SplittableRandom",
                    "java.util.TimeZone",
                    "java.util.Timer",
                    "java.util.UUID" ->
                    true;
            default -> target.equals("parallel") || target.equals("parallelStream");
        };
    }
}
