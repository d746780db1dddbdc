package io.balsa.benchmarks.group;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;

/// The process of one contender: carries out turns, which its standard input asks for line by line,
/// and prints the figures of each. Ends with its input.
final class GroupMain {
    private GroupMain() {}

    /// A turn to take: so many clients, for so long, with values of that size.
    record Turn(int clients, long nanos, int valueBytes) {
        static Turn parse(String line) {
            var words = line.split(" ", -1);
            return new Turn(
                    Integer.parseInt(words[0]),
                    Long.parseLong(words[1]),
                    Integer.parseInt(words[2]));
        }

        String line() {
            return clients + " " + nanos + " " + valueBytes;
        }
    }

    public static void main(String[] words) throws Exception {
        var answers = System.out;
        System.setOut(System.err); // What libraries print is no answer.
        var contender = Contenders.named(words[0]);
        answers.println(contender.setUp());
        try (var group = contender.start(Path.of(words[1]))) {
            answers.println("ready");
            takeTurns(group, answers);
        }
        System.exit(0); // Others leave threads behind.
    }

    private static void takeTurns(Contender.Group group, PrintStream answers)
            throws IOException, InterruptedException {
        var commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (var line = commands.readLine(); line != null; line = commands.readLine()) {
            var turn = Turn.parse(line);
            var loop = new ClosedLoop(group, turn.valueBytes());
            var before = Usage.soFar(group.syncs());
            var result = loop.run(turn.clients(), turn.nanos());
            var usage = Usage.soFar(group.syncs()).since(before);
            answers.println(Figures.of(result, usage).line());
        }
    }
}
