package io.balsa.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.cli.Cli;
import io.balsa.cli.Cli.Outcome;
import io.balsa.cli.KvServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

class KeyCommandsTest {
    private KvServer server;

    @BeforeEach
    void start() throws IOException {
        server = new KvServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatWasPutCanBeRead() {
        assertThat(run("put", "greeting", "hello"))
                .isEqualTo(new Outcome(0, "ok, revision 2\n", ""));
        assertThat(run("get", "greeting")).isEqualTo(new Outcome(0, "hello\n", ""));
    }

    @Test
    void aMissingKeyEndsWithOne() {
        assertThat(run("get", "nothing")).isEqualTo(new Outcome(1, "", "'nothing' is not there\n"));
        assertThat(run("del", "nothing")).isEqualTo(new Outcome(1, "deleted 0 keys\n", ""));
    }

    @Test
    void aPrefixReadsAndDeletesAllThatStartWithIt() {
        run("put", "a/1", "x");
        run("put", "a/2", "y");
        run("put", "b/1", "z");

        assertThat(run("get", "--prefix", "a/").out()).isEqualTo("a/1\tx\na/2\ty\n");
        assertThat(run("get", "--prefix", "").out()).hasLineCount(3);
        assertThat(run("get", "--prefix", "a/", "--limit", "1"))
                .isEqualTo(new Outcome(0, "a/1\tx\n", "and 1 more: raise --limit\n"));
        assertThat(run("del", "--prefix", "a/").out()).isEqualTo("deleted 2 keys\n");
        assertThat(server.size()).isEqualTo(1);
    }

    @Test
    void deletingEverythingTakesMoreThanAnEmptyPrefix() {
        assertThat(run("del", "--prefix", "").exitCode()).isEqualTo(2);
    }

    @Test
    void printsATable() {
        run("put", "a", "x");
        run("put", "long key", "tab\there");

        assertThat(run("get", "--prefix", "", "-o", "table").out())
                .isEqualTo(
                        """
                        KEY       VALUE          VERSION  CREATED  MODIFIED
                        a         x              1        2        2
                        long key  tab\\u0009here  1        3        3
                        """);
    }

    @Test
    void printsJson() {
        run("put", "a", "x");

        assertThat(run("get", "a", "-o", "json").out())
                .isEqualTo(
                        """
                        {
                          "revision" : 2,
                          "count" : 1,
                          "more" : false,
                          "pairs" : [ {
                            "key" : "a",
                            "value" : "x",
                            "version" : 1,
                            "create_revision" : 2,
                            "mod_revision" : 2
                          } ]
                        }
                        """);
        assertThat(run("del", "a", "-o", "json").out())
                .isEqualTo("{\n  \"deleted\" : 1,\n  \"revision\" : 3\n}\n");
    }

    @Test
    void triesTheNextMemberWhenOneIsDown() throws IOException {
        var both = "%s,%s".formatted(unusedEndpoint(), server.endpoint());

        assertThat(Cli.run("put", "k", "v", "-e", both).exitCode()).isZero();
        assertThat(Cli.run("get", "k", "-e", both).out()).isEqualTo("v\n");
    }

    @Test
    void saysWhomItCouldNotReachAndWhatToDo() throws IOException {
        var nobody = unusedEndpoint();

        var outcome = Cli.run("get", "k", "-e", nobody);

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.err())
                .startsWith("balsa: no member answered. " + nobody)
                .contains("refused", "'balsa demo' starts three");
    }

    @Test
    void doesNotRepeatAWriteThatMayHaveHappened() throws IOException {
        server.failEvery = 1;
        try (var other = new KvServer()) {
            var both = "%s,%s".formatted(server.endpoint(), other.endpoint());

            var outcome = Cli.run("put", "k", "v", "-e", both);

            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.err())
                    .contains(server.endpoint(), "no leader", "may have happened all the same");
            assertThat(other.puts).hasValue(0);
        }
    }

    @Test
    void movesOnWithAReadThatNobodyAnswers() throws IOException {
        server.hold();
        try (var other = new KvServer()) {
            Cli.run("put", "k", "v", "-e", other.endpoint());
            var both = "%s,%s".formatted(server.endpoint(), other.endpoint());

            var outcome = Cli.run("get", "k", "-e", both, "--timeout", "200ms");

            assertThat(outcome).isEqualTo(new Outcome(0, "v\n", ""));
        }
    }

    private Outcome run(String command, String... arguments) {
        var all = new String[arguments.length + 3];
        all[0] = command;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "-e";
        all[arguments.length + 2] = server.endpoint();
        return Cli.run(all);
    }

    /// Free a moment ago.
    private static String unusedEndpoint() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }
}
