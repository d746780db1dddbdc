package io.balsa.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.balsa.cli.Cli;
import io.balsa.cli.Cli.Outcome;
import io.balsa.cli.LiveGroup;
import io.balsa.cli.console.Json;
import io.balsa.raft.core.MemberId;
import io.balsa.server.Server;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.concurrent.CompletableFuture;

class ClusterCommandsTest {
    private static final long SILENCE_NANOS = SECONDS.toNanos(6);

    @RegisterExtension final LiveGroup group = new LiveGroup();

    @Test
    void foundsAGroupAndLetsItGrowAndShrink() throws Exception {
        var servers = group.threeOfNoGroup();
        var first = LiveGroup.endpoint(servers.getFirst());

        assertThat(ok("cluster init -e " + first).out())
                .startsWith("MEMBER  PART   ADDRESS")
                .contains("1       voter  " + servers.getFirst().peerAddress());
        assertThat(
                        ok("cluster add-learner 2=%s -e %s".formatted(peer(servers.get(1)), first))
                                .out())
                .contains("2       learner  " + servers.get(1).peerAddress());
        assertThat(ok("cluster promote 2 -e " + first).out()).contains("2       voter ");
        var all = LiveGroup.endpoints(servers);
        var third =
                ok(
                        "cluster add-learner 3=%s --promote -o json -e %s"
                                .formatted(peer(servers.get(2)), all));
        assertThat(Json.parse(third.out()).at("/members/2/voter").asBoolean()).isTrue();
        assertThat(ok("cluster transfer 2 -e " + all).out()).startsWith("member 2 leads, term ");
        assertThat(LiveGroup.leader(servers)).isSameAs(servers.get(1));
        var removed = Json.parse(ok("cluster remove 3 -o json -e " + all).out());
        assertThat(removed.get("members")).hasSize(2);
        assertThat(removed.at("/retired/0").asLong()).isEqualTo(3);
    }

    @Test
    void foundsAGroupOfSeveralMembersAtOnce() throws Exception {
        var servers = group.threeOfNoGroup();

        ok(
                "cluster init 1=%s 2=%s 3=%s -e %s"
                        .formatted(
                                peer(servers.get(0)),
                                peer(servers.get(1)),
                                peer(servers.get(2)),
                                LiveGroup.endpoint(servers.getFirst())));

        LiveGroup.await(() -> servers.stream().allMatch(s -> s.state().leader() != null));
    }

    @Test
    void handsLeadershipToWhomeverIsUpToDate() throws Exception {
        var servers = group.three();
        var before = LiveGroup.leader(servers);

        var outcome = ok("cluster transfer -o json -e " + LiveGroup.endpoints(servers));

        assertThat(Json.parse(outcome.out()).get("term").asLong()).isGreaterThan(1);
        assertThat(LiveGroup.leader(LiveGroup.without(before, servers))).isNotNull();
    }

    @Test
    void refusesWhatTheGroupRefusesAndSaysWhatToDo() throws Exception {
        var one = LiveGroup.endpoint(group.alone());

        failed(run("cluster init -e " + one), "belongs to", "shows its group");
        failed(run("cluster promote 9 -e " + one), "9", "lists the members");
        failed(run("cluster remove 9 -e " + one), "no member 9", "lists the members");
        failed(run("cluster remove 1 -e " + one), "voter");
        failed(run("cluster transfer 9 -e " + one), "9");
        failed(run("cluster add-learner 1=127.0.0.1:1 -e " + one), "1");
    }

    @Test
    void doesNotRemoveOrHandOverWhereTheOthersAreDown() throws Exception {
        var servers = group.three();
        var leader = LiveGroup.leader(servers);
        var others = LiveGroup.without(leader, servers);
        var down = others.getFirst().state().member().value();
        var up = others.getLast().state().member().value();
        others.getFirst().close();
        var asked = LiveGroup.endpoints(List.of(leader, others.getLast()));

        LiveGroup.await(() -> servers.stream().anyMatch(server -> hasLost(server, down)));
        failed(run("cluster transfer %d -e %s".formatted(down, asked)), "not heard of member");
        failed(
                run("cluster remove %d -e %s".formatted(up, asked)),
                "2 voters",
                "only 1 can be heard",
                "--force");
    }

    /// Does it lead, and has not heard of `member` for so long that commands take that to be down?
    private static boolean hasLost(Server server, long member) {
        var follower = server.state().followers().get(MemberId.of(member));
        return LiveGroup.leads(server)
                && follower != null
                && follower.heardNanosAgo() > SILENCE_NANOS;
    }

    @Test
    void saysHowFarALearnerIsThatDoesNotCatchUp() throws Exception {
        var one = LiveGroup.endpoint(group.alone());
        var nobody = LiveGroup.unusedEndpoint();

        var outcome =
                run("cluster add-learner 2=%s --catch-up-within 1ms -e %s".formatted(nobody, one));

        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(outcome.err())
                .contains("has not caught up", "never heard of", nobody, "goes on by itself");
        failed(run("cluster transfer 2 -e " + one), "is a learner", "'balsa cluster promote 2'");
        failed(run("cluster promote 2 -e " + one), "not heard of member 2", "Start it");
        assertThat(ok("cluster remove 2 -e " + one).out()).doesNotContain("learner");
        assertThat(ok("cluster add-learner 3=%s --no-wait -e %s".formatted(nobody, one)).out())
                .contains("learner");
    }

    @Test
    void saysThatNobodyLeadsWhenTheMajorityIsGone() throws Exception {
        var servers = group.three();
        var leader = LiveGroup.leader(servers);
        for (var follower : LiveGroup.without(leader, servers)) {
            follower.close();
        }
        var last = LiveGroup.endpoint(leader);
        LiveGroup.await(() -> leader.state().leader() == null);

        for (var change :
                List.of("transfer", "promote 2", "remove 2", "add-learner 4=127.0.0.1:1")) {
            var outcome = run("cluster %s --timeout 500ms -e %s".formatted(change, last));

            assertThat(outcome.exitCode()).isEqualTo(4);
            assertThat(outcome.err()).contains(last, "'balsa cluster status' shows who is there");
        }
    }

    @Test
    void saysWhenNobodyIsThere() throws Exception {
        var nobody = LiveGroup.unusedEndpoint();

        for (var command :
                List.of(
                        "init",
                        "add-learner 2=127.0.0.1:1",
                        "promote 2",
                        "remove 2",
                        "transfer",
                        "watch")) {
            var outcome = run("cluster %s -e %s".formatted(command, nobody));

            assertThat(outcome.exitCode()).isEqualTo(3);
            assertThat(outcome.err()).contains(nobody + ": connection refused", "--endpoints");
        }
    }

    @Test
    void watchesLeadershipMoveAndMembersGo() throws Exception {
        var servers = group.three();
        LiveGroup.awaitRest(servers);
        var all = LiveGroup.endpoints(servers);

        var first = ok("cluster watch --changes 3 -e " + all);
        assertThat(first.out().lines())
                .hasSize(3)
                .allMatch(line -> line.contains(" leader 1 ") && line.contains(" applied "))
                .anyMatch(line -> line.contains("member 1   Leader"));

        var json = ok("cluster watch --changes 1 -o json -e " + all).out();
        assertThat(json.lines()).hasSize(1);
        assertThat(Json.parse(json).get("term").asLong()).isPositive();
    }

    @Test
    void watchShowsANewLeaderAndANewMemberUntilNobodyReads() throws Exception {
        var servers = group.three();
        var all = LiveGroup.endpoints(servers);
        var next = LiveGroup.without(LiveGroup.leader(servers), servers).getFirst();
        var id = next.state().member().value();
        var reader = new Reader();
        var watch =
                CompletableFuture.supplyAsync(
                        () -> Cli.runInto(reader, "cluster", "watch", "-o", "json", "-e", all));
        LiveGroup.await(() -> reader.hasRead("\"voters\":[1,2,3],\"learners\":[]"));

        ok("cluster transfer %d -e %s".formatted(id, all));
        LiveGroup.await(() -> reader.hasRead("\"role\":\"Leader\",\"leader\":" + id));
        ok("cluster add-learner 4=%s --no-wait -e %s".formatted(LiveGroup.unusedEndpoint(), all));
        LiveGroup.await(() -> reader.hasRead("\"voters\":[1,2,3],\"learners\":[4]"));
        reader.leave();

        LiveGroup.await(() -> run("put k v -e " + all).exitCode() == 0 && watch.isDone());
        assertThat(watch.join()).isZero();
    }

    private static String peer(Server server) {
        return server.peerAddress().toString();
    }

    private static Outcome ok(String line) {
        var outcome = run(line);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        return outcome;
    }

    private static void failed(Outcome outcome, CharSequence... words) {
        assertThat(outcome.err()).startsWith("balsa: ").contains(words);
        assertThat(outcome.exitCode()).isOne();
        assertThat(outcome.out()).isEmpty();
    }

    private static Outcome run(String line) {
        return Cli.run(line.split(" "));
    }
}
