package io.balsa.raft.testkit.planted;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import static java.util.Comparator.comparing;

import io.balsa.raft.testkit.exhaustive.Checks;

import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.regex.Pattern;

/// A program that tries to kill mutants: reads their numbers, a line each, and answers with what
/// killed them. A process of its own, so that a mutant that runs for ever can be stopped: it says
/// what it tries next. Runs in the folder of `raft-core`, whose tests look for their stories there.
final class MutantKiller {
    static final String ANSWER = "mutant\t";
    static final String TRYING = "trying\t";
    static final String UNSOUND = "unsound\t";
    static final String SURVIVES = "nothing";
    static final String NO_MUTANT = "does not compile";
    static final String CHECK_FIRST = "check-first";
    private static final int SEEDS = 60;

    /// Far more than a test or a seed needs, in time of a core.
    private static final int WORK_SECONDS_MAX = 20;

    private static final int EXHAUSTIVE_WORK_SECONDS_MAX = 240;
    private static final Pattern STORY = Pattern.compile("traces/([^/]+)\\.txt");

    private final List<Mutant> mutants = Mutants.all();
    private final Map<String, byte[]> tests;

    /// The tests, with the stories first, as they kill the most, and those that take long last.
    private final List<String> order;

    private MutantKiller() throws IOException {
        var sources = new HashMap<Path, String>();
        for (var file : Mutants.sources(Mutants.CORE.resolve("src/test/java"))) {
            sources.put(file, Files.readString(file));
        }
        tests = PatchedClasses.compile("the tests of the core", sources);
        order =
                tests.keySet().stream()
                        .filter(name -> name.endsWith("Test"))
                        .sorted(
                                comparing((String name) -> !name.contains("Golden"))
                                        .thenComparing(name -> name.contains("Churn"))
                                        .thenComparing(name -> name))
                        .toList();
    }

    public static void main(String[] arguments) throws Exception {
        endWithParent();
        var killer = new MutantKiller();
        if (List.of(arguments).contains(CHECK_FIRST)) {
            killer.checkThatNothingFailsWithoutAMutant();
        }
        var input = new InputStreamReader(System.in, StandardCharsets.UTF_8);
        try (var numbers = new BufferedReader(input)) {
            for (var line = numbers.readLine(); line != null; line = numbers.readLine()) {
                var death = killer.kill(killer.mutants.get(Integer.parseInt(line)));
                System.out.println(ANSWER + death);
            }
        }
    }

    /// A mutant that runs for ever must not do so after whoever waits for it was stopped.
    private static void endWithParent() {
        var parent = ProcessHandle.current().parent();
        if (parent.isPresent()) {
            var _ = parent.get().onExit().thenRun(() -> Runtime.getRuntime().halt(1));
        }
    }

    /// Otherwise what fails anyway would look like a killer.
    private void checkThatNothingFailsWithoutAMutant() throws Exception {
        var death = kill(Map.of());
        if (!death.equals(SURVIVES)) {
            System.out.println(UNSOUND + death);
            System.exit(1);
        }
    }

    private String kill(Mutant mutant) throws Exception {
        Map<String, byte[]> mutated;
        try {
            mutated = PatchedClasses.compile(mutant.name(), Map.of(mutant.file(), mutant.source()));
        } catch (IllegalStateException refused) {
            return NO_MUTANT;
        }
        return kill(mutated);
    }

    private String kill(Map<String, byte[]> mutated) throws Exception {
        var patched = new HashMap<>(tests);
        patched.putAll(mutated);
        var classes = PatchedClasses.of(patched);
        Thread.currentThread().setContextClassLoader(classes);
        for (var test : order) {
            var loaded = classes.loadClass(test);
            announce(loaded.getSimpleName(), WORK_SECONDS_MAX);
            var failed = failedTest(loaded);
            if (!failed.isEmpty()) {
                return failed.getFirst();
            }
        }
        return killInGroups(classes);
    }

    private static void announce(String next, int workSecondsMax) {
        System.out.println(TRYING + workSecondsMax + "\t" + next);
    }

    /// The first test of the class that fails, empty when none does.
    private static List<String> failedTest(Class<?> test) {
        var failed = new ArrayList<String>();
        var enough = CancellationToken.create();
        var listener =
                new TestExecutionListener() {
                    @Override
                    public void executionFinished(
                            TestIdentifier identifier, TestExecutionResult result) {
                        if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                            failed.add(nameOf(test, identifier));
                            enough.cancel();
                        }
                    }
                };
        var discovery =
                LauncherDiscoveryRequestBuilder.request().selectors(selectClass(test)).build();
        var request =
                LauncherExecutionRequestBuilder.request(discovery)
                        .listeners(listener)
                        .cancellationToken(enough)
                        .build();
        LauncherFactory.create().execute(request);
        return failed;
    }

    private static String nameOf(Class<?> test, TestIdentifier identifier) {
        var shown = identifier.getDisplayName();
        var story = STORY.matcher(shown);
        if (story.find()) {
            return "trace " + story.group(1);
        }
        var method =
                identifier.getSource().orElse(null) instanceof MethodSource source
                        ? source.getMethodName()
                        : "";
        var detail = shown.startsWith(method) ? "" : " " + shown;
        return "%s.%s%s".formatted(test.getSimpleName(), method, detail);
    }

    @SuppressWarnings("unchecked") // Of another class loader.
    private static String killInGroups(PatchedClasses classes) throws Exception {
        var hunt =
                (LongFunction<String>)
                        classes.loadClass(Hunt.class.getName())
                                .getDeclaredConstructor()
                                .newInstance();
        for (var seed = 1; seed <= SEEDS; seed++) {
            var name = "-Dsim.seed=" + seed;
            announce(name, WORK_SECONDS_MAX);
            var violation = hunt.apply(seed);
            if (!violation.isEmpty()) {
                return name + " " + violation;
            }
        }
        announce("ExhaustiveTest", EXHAUSTIVE_WORK_SECONDS_MAX);
        var checks =
                (Function<String, String>)
                        classes.loadClass(Checks.class.getName())
                                .getDeclaredConstructor()
                                .newInstance();
        var violation = checks.apply(Checks.ANYTHING);
        return violation.isEmpty() ? SURVIVES : "ExhaustiveTest " + violation;
    }
}
