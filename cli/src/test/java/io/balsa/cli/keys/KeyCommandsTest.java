package io.balsa.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.cli.Cli;
import io.balsa.cli.Cli.Outcome;
import io.balsa.cli.LiveGroup;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

class KeyCommandsTest {
    @RegisterExtension final LiveGroup group = new LiveGroup();

    private String endpoint = "";

    @BeforeEach
    void start() throws Exception {
        endpoint = LiveGroup.endpoint(group.alone());
    }

    @Test
    void whatWasPutCanBeRead() {
        assertThat(run("put", "greeting", "hello"))
                .isEqualTo(new Outcome(0, "ok, revision 2\n", ""));
        assertThat(run("get", "greeting")).isEqualTo(new Outcome(0, "hello\n", ""));
        for (var consistency : new String[] {"linearizable", "follower", "local"}) {
            assertThat(run("get", "greeting", "--consistency", consistency).out())
                    .isEqualTo("hello\n");
        }
    }

    @Test
    void aMissingKeyEndsWithOne() {
        assertThat(run("get", "nothing"))
                .isEqualTo(new Outcome(1, "", "balsa: 'nothing' is not there\n"));
        assertThat(run("del", "nothing"))
                .isEqualTo(new Outcome(1, "deleted 0 keys\n", "balsa: 'nothing' is not there\n"));
        assertThat(run("range", "--prefix", "nothing"))
                .isEqualTo(new Outcome(1, "", "balsa: no key is in that range\n"));
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
        assertThat(run("range").out()).isEqualTo("b/1\tz\n");
    }

    @Test
    void aRangeGoesFromAKeyToBeforeAnother() {
        for (var key : new String[] {"a", "b", "c", "d"}) {
            run("put", key, "v");
        }

        assertThat(run("range", "--from", "b", "--to", "d").out()).isEqualTo("b\tv\nc\tv\n");
        assertThat(run("range", "--from", "c").out()).isEqualTo("c\tv\nd\tv\n");
        assertThat(run("range", "--to", "b").out()).isEqualTo("a\tv\n");
        assertThat(run("range", "--keys-only", "--to", "b").out()).isEqualTo("a\n");
        assertThat(run("range", "--limit", "3"))
                .isEqualTo(new Outcome(0, "a\tv\nb\tv\nc\tv\n", "and 1 more: raise --limit\n"));
        assertThat(run("range", "--count-only")).isEqualTo(new Outcome(0, "4\n", ""));
        assertThat(run("range", "--count-only", "-o", "json").out())
                .isEqualTo("{\n  \"revision\" : 5,\n  \"count\" : 4\n}\n");
    }

    @Test
    void writesOnlyAKeyThatIsAsExpected() {
        assertThat(run("cas", "k", "one", "--if-absent"))
                .isEqualTo(new Outcome(0, "ok, revision 2\n", ""));
        assertThat(run("cas", "k", "two", "--if-absent"))
                .isEqualTo(
                        new Outcome(
                                1,
                                "",
                                "balsa: not written: 'k' is 'one', version 1, last written at"
                                        + " revision 2\n"));
        assertThat(run("cas", "k", "two", "--if-version", "1").exitCode()).isZero();
        assertThat(run("cas", "k", "three", "--if-revision", "2").exitCode()).isOne();
        assertThat(run("cas", "k", "three", "--if-value", "two").exitCode()).isZero();
        assertThat(run("get", "k").out()).isEqualTo("three\n");
        assertThat(run("cas", "k", "--delete", "--if-version", "3").exitCode()).isZero();
        assertThat(run("cas", "k", "x", "--if-version", "3"))
                .isEqualTo(new Outcome(1, "", "balsa: not written: 'k' is not there\n"));
    }

    @Test
    void saysInJsonWhatIsThereInstead() {
        run("put", "k", "one");

        assertThat(run("cas", "k", "two", "--if-absent", "-o", "json").out())
                .isEqualTo(
                        """
                        {
                          "succeeded" : false,
                          "revision" : 2,
                          "actual" : {
                            "key" : "k",
                            "value" : "one",
                            "version" : 1,
                            "create_revision" : 2,
                            "mod_revision" : 2
                          }
                        }
                        """);
    }

    @Test
    void keysAndValuesMayHoldAnything() {
        run("put", "a b/c\nd", "x\ty");
        run("put", "empty", "");

        assertThat(run("get", "a b/c\nd").out()).isEqualTo("x\ty\n");
        assertThat(run("get", "empty").out()).isEqualTo("\n");
        assertThat(run("range").out()).isEqualTo("a b/c\\u000ad\tx\\u0009y\nempty\t\n");
        assertThat(run("range", "--keys-only", "--prefix", "e", "-o", "json").out())
                .contains("\"key\" : \"empty\"")
                .doesNotContain("\"value\"");
    }

    @Test
    void saysWhatIsTooSmallOrTooLarge() {
        var nameless = run("put", "", "x");
        assertThat(nameless.exitCode()).isEqualTo(2);
        assertThat(nameless.err()).isEqualTo("balsa: KEY is empty: a key has at least one byte\n");
        var tooLarge = run("put", "k", "x".repeat(2_000_000));
        assertThat(tooLarge.exitCode()).isOne();
        assertThat(tooLarge.err())
                .contains(endpoint, "2000000 bytes", "limits.value_bytes_max is 1572864");
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
    void triesTheNextMemberWhenOneIsDown() throws Exception {
        var both = "%s,%s".formatted(LiveGroup.unusedEndpoint(), endpoint);

        assertThat(Cli.run("put", "k", "v", "-e", both, "--timeout", "60s").exitCode()).isZero();
        assertThat(Cli.run("get", "k", "-e", both, "--timeout", "60s").out()).isEqualTo("v\n");
    }

    /// It takes connections and never says a word.
    @Test
    void movesOnWhenAMemberDoesNotAnswer() throws Exception {
        try (var mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var both = "127.0.0.1:%d,%s".formatted(mute.getLocalPort(), endpoint);

            assertThat(Cli.run("put", "k", "v", "-e", both, "--timeout", "60s").exitCode())
                    .isZero();
            assertThat(Cli.run("get", "k", "-e", both, "--timeout", "60s").out()).isEqualTo("v\n");
        }
    }

    @Test
    void saysWhomItCouldNotReachAndWhatToDo() throws Exception {
        var nobody = LiveGroup.unusedEndpoint();

        for (var command :
                new String[] {"get k", "put k v", "del k", "range", "cas k v --if-absent"}) {
            var outcome = Cli.run((command + " --timeout 2s -e " + nobody).split(" "));

            assertThat(outcome.exitCode()).isEqualTo(3);
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err())
                    .startsWith("balsa: no member answered. " + nobody)
                    .contains("refused", "'balsa demo' starts three");
        }
    }

    @Test
    void saysWhenTheMemberThatAnswersIsNotOneOfBalsa() throws Exception {
        try (var mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var where = "127.0.0.1:" + mute.getLocalPort();

            var outcome = Cli.run("get", "k", "-e", where, "--timeout", "200ms");

            assertThat(outcome.exitCode()).isEqualTo(3);
            assertThat(outcome.err()).contains(where + ": no answer in time");
        }
    }

    @Test
    void saysWhetherAWriteMayHaveHappenedWhenTheMajorityIsGone() throws Exception {
        var servers = group.three();
        var leader = LiveGroup.leader(servers);
        for (var follower : LiveGroup.without(leader, servers)) {
            follower.close();
        }

        var put = Cli.run("put", "k", "v", "-e", LiveGroup.endpoint(leader), "--timeout", "1s");
        var get = Cli.run("get", "k", "-e", LiveGroup.endpoint(leader), "--timeout", "1s");

        assertThat(put.exitCode()).isIn(4, 5);
        assertThat(put.err())
                .contains(LiveGroup.endpoint(leader), "'balsa cluster status' shows who is there");
        assertThat(put.err().contains("It may have happened")).isEqualTo(put.exitCode() == 5);
        assertThat(get.exitCode()).isEqualTo(4);
        assertThat(Cli.run("get", "k", "-e", LiveGroup.endpoint(leader), "--consistency", "local"))
                .isEqualTo(new Outcome(1, "", "balsa: 'k' is not there\n"));
    }

    private Outcome run(String command, String... arguments) {
        var all = new ArrayList<>(List.of(command));
        all.addAll(List.of(arguments));
        all.addAll(List.of("-e", endpoint, "--timeout", "60s"));
        return Cli.run(all.toArray(String[]::new));
    }
}
