package io.balsa.benchmarks.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.util.List;

/// Serves with one stack until standard input ends. Prints its port and how many milliseconds it
/// took from the start of the process, then its costs so far whenever a line comes in.
final class StackServer {
    public static void main(String[] words) throws IOException {
        var tuning = Tuning.parse(List.of(words).subList(1, words.length));
        var port = Stack.named(words[0]).start(tuning);
        var started = ManagementFactory.getRuntimeMXBean().getStartTime();
        System.out.println(port);
        System.out.println(System.currentTimeMillis() - started);
        try (var input = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            while (input.readLine() != null) {
                System.out.println(Cost.soFar());
            }
        }
        System.exit(0);
    }

    private StackServer() {}
}
