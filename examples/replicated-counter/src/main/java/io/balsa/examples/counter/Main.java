package io.balsa.examples.counter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.raft.member.RaftMember;
import io.balsa.raft.node.Consistency;
import io.balsa.raft.node.RaftNode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;

/// One member: adds the numbers it reads from its input, and tells the counter on an empty line.
/// Its arguments are its id, all members as `1=host:port,2=host:port`, and its folder.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException {
        var counter = new Counter();
        var member =
                RaftMember.of(counter)
                        .id(Long.parseLong(arguments[0]))
                        .founders(arguments[1])
                        .dataIn(Path.of(arguments[2]))
                        .start();
        try (member;
                var input = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            for (var line = input.readLine(); line != null; line = input.readLine()) {
                System.out.println(answer(member.node(), counter, line.strip()));
            }
        }
    }

    private static String answer(RaftNode<Long> node, Counter counter, String line) {
        try {
            var value =
                    line.isEmpty()
                            ? node.read(Consistency.LINEARIZABLE, counter::value).join()
                            : node.propose(Counter.add(Long.parseLong(line))).join().result();
            return value.toString();
        } catch (NumberFormatException _) {
            return "a number adds, an empty line reads";
        } catch (CompletionException failure) {
            return "no answer: " + failure.getCause();
        }
    }
}
