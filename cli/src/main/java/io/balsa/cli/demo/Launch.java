package io.balsa.cli.demo;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/// Starts this program once more, with the Java machine, its options and the class path that this
/// process has itself.
final class Launch {
    private static final String MAIN = "io.balsa.cli.Main";

    private Launch() {}

    /// The command line of `balsa` with these arguments.
    static List<String> command(String... arguments) {
        var command = new ArrayList<String>();
        command.add(java());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(Launch::mayBeShared)
                .forEach(command::add);
        command.add("-classpath");
        command.add(System.getProperty("java.class.path"));
        command.add(MAIN);
        command.addAll(List.of(arguments));
        return command;
    }

    private static String java() {
        return ProcessHandle.current()
                .info()
                .command()
                .orElseGet(() -> System.getProperty("java.home") + "/bin/java");
    }

    /// Two processes cannot listen for one debugger.
    private static boolean mayBeShared(String option) {
        return !option.startsWith("-agentlib") && !option.startsWith("-Xrunjdwp");
    }
}
