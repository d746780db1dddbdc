package io.balsa.examples.matching;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.balsa.raft.core.EntryId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;

/// Three members over real sockets, with real disks.
class MatchingEngineTest {
    @TempDir private Path folder;

    private Cluster cluster;

    @BeforeEach
    void start() throws IOException {
        cluster = new Cluster(3, folder);
        for (var id = 3; id >= 1; id--) { // The first founds the group.
            cluster.start(id);
        }
        cluster.awaitLeader();
        cluster.awaitThatAllCount();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void takesCommandsOnEveryMember() {
        for (var id = 1; id <= 3; id++) {
            var written = cluster.postUntilOk(id, "/write", set("foo", "bar " + id));
            assertThat(written.at("/data/value").textValue()).isEqualTo("bar " + id);
            assertThat(written.at("/log_id/index").longValue()).isPositive();
            assertThat(written.at("/log_id/leader_id/term").longValue()).isPositive();
            assertThat(written.get("membership").isNull()).isTrue();
        }
    }

    @Test
    void readsStrictlyOnEveryMember() throws Exception {
        cluster.postUntilOk(1, "/write", set("foo", "bar"));

        for (var id = 1; id <= 3; id++) {
            assertThat(cluster.post(id, "/consistent_read", "'foo'").ok().textValue())
                    .isEqualTo("bar");
            assertThat(cluster.post(id, "/consistent_read", "'nothing'").ok().textValue())
                    .isEmpty();
            assertThat(cluster.post(id, "/read", "'foo'").ok().isTextual()).isTrue();
        }
    }

    @Test
    void tellsWhoTradedWhat() throws Exception {
        var first = place(1, "Limit", "Sell", "10.1", "1");
        var second = place(2, "Limit", "Sell", "10.2", "1");
        var taker = place(3, "Market", "Buy", "0", "1.5");

        assertThat(first.at("/data/value").textValue()).isEqualTo("1");
        assertThat(first.at("/data/rests").booleanValue()).isTrue();
        assertThat(second.at("/data/fills")).isEmpty();
        assertThat(taker.at("/data/value").textValue()).isEqualTo("3");
        assertThat(taker.at("/data/fills"))
                .hasToString(
                        """
                        [{"price":10.1,"volume":1,"maker_id":1,"maker_sequence":1,\
                        "maker_left":0},{"price":10.2,"volume":0.5,"maker_id":2,\
                        "maker_sequence":2,"maker_left":0.5}]\
                        """);
        assertThat(book(2))
                .isEqualTo(
                        """
                        [{"live":"Limit","side":"Sell","price":10.2,"volume":0.5,"id":2,\
                        "sequence":2,"sequance":2}]\
                        """);
        assertThat(cluster.post(3, "/consistent_read", "'orderbook_sequance'").ok().textValue())
                .isEqualTo("3");
    }

    @Test
    void cancelsWhatIsThere() throws Exception {
        place(7, "Limit", "Buy", "10", "1");

        var wrong = cluster.post(1, "/write", cancel("'sequence':1,'side':'Sell'")).ok();
        var right = cluster.post(2, "/write", cancel("'sequance':1,'price':10.0")).ok();
        var again = cluster.post(3, "/write", cancel("'sequence':1")).ok();

        assertThat(wrong.at("/data/value").textValue()).isEqualTo("OK");
        assertThat(wrong.at("/data/order").isNull()).isTrue();
        assertThat(right.at("/data/order/id").longValue()).isEqualTo(7);
        assertThat(again.at("/data/value").textValue()).isEqualTo("OK");
        assertThat(book(1)).isEqualTo("[]");
    }

    @Test
    void refusesWhatMakesNoSenseBeforeTheLog() throws Exception {
        var last = cluster.state(1);

        assertThat(cluster.post(1, "/write", "nothing").status()).isEqualTo(400);
        assertThat(cluster.post(1, "/write", order(1, "Limit", "Buy", "NaN", "1")).status())
                .isEqualTo(400);
        assertThat(cluster.post(1, "/write", set("orderbook_orders", "x")).status()).isEqualTo(400);
        assertThat(cluster.post(1, "/read", "5").status()).isEqualTo(400);
        assertThat(cluster.post(1, "/nowhere", "5").status()).isEqualTo(404);
        assertThat(cluster.post(1, "/write", " ".repeat(2 << 20)).status()).isEqualTo(413);
        assertThat(cluster.state(1)).isEqualTo(last);
    }

    @Test
    void letsNobodyIntoTheGroupByWayOfClients() throws Exception {
        for (var path : new String[] {"/raft-append", "/raft-vote", "/raft-snapshot"}) {
            var answer = cluster.post(1, path, "{}");

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body().get("Err").textValue())
                    .endsWith("gRPC, at " + cluster.raftAddress(1));
        }
    }

    @Test
    void goesOnWithoutItsLeaderAndHasTheSameBookEverywhere() throws Exception {
        for (var i = 1; i <= 30; i++) {
            place(i, "Limit", i % 2 == 0 ? "Buy" : "Sell", "1" + i % 7, "2");
        }
        var leader = cluster.awaitLeader();
        var before = cluster.state(leader);

        cluster.stop(leader);
        var next = cluster.awaitLeader();
        assertThat(cluster.state(next)).isEqualTo(before);
        cluster.postUntilOk(next, "/write", set("who leads", "another"));
        cluster.start(leader);

        var after = cluster.state(next);
        assertThat(after.orders()).isEqualTo(before.orders());
        for (var id = 1; id <= 3; id++) {
            assertThat(cluster.state(id)).isEqualTo(after);
        }
    }

    /// The others would not campaign by themselves.
    @Test
    void letsAnotherLeadBeforeItsLeaderEnds() {
        var leader = cluster.awaitLeader();
        for (var id = 1; id <= 3; id++) {
            cluster.member(id).node().switches().elect(false);
        }

        cluster.stop(leader);

        assertThat(cluster.awaitLeader()).isNotEqualTo(leader);
    }

    @Test
    void hasEverythingAfterAllWereStopped() throws Exception {
        place(41, "Limit", "Buy", "10", "2");
        place(42, "Limit", "Sell", "9", "0.5");
        var before = cluster.state(1);

        for (var id = 1; id <= 3; id++) {
            cluster.stop(id);
        }
        for (var id = 1; id <= 3; id++) {
            cluster.start(id);
        }
        cluster.awaitLeader();

        assertThat(cluster.state(2)).isEqualTo(before);
        assertThat(book(3)).contains("\"side\":\"Buy\"", "\"volume\":1.5", "\"id\":41");
    }

    @Test
    void comesBackFromASnapshotAndWhatIsBehindIt() throws Exception {
        for (var i = 1; i <= 50; i++) {
            place(i, "Limit", i % 2 == 0 ? "Buy" : "Sell", "1" + i % 7, "2");
        }
        var placed = cluster.member(cluster.awaitLeader()).node().state().appliedIndex();
        var taken = new TreeMap<Integer, EntryId>();
        for (var id = 1; id <= 3; id++) {
            cluster.member(id).node().await().applied(placed, Duration.ofSeconds(60)).join();
            taken.put(id, cluster.member(id).node().trigger().snapshot().get());
        }
        place(51, "Limit", "Buy", "1", "2");
        var before = cluster.state(1);

        for (var id = 1; id <= 3; id++) {
            cluster.stop(id);
        }
        for (var id = 1; id <= 3; id++) {
            cluster.start(id);
            var snapshot = cluster.member(id).node().state().log().snapshot();
            assertThat(snapshot).isGreaterThanOrEqualTo(taken.get(id));
            assertThat(snapshot.index()).isGreaterThan(40);
        }
        cluster.awaitLeader();

        for (var id = 1; id <= 3; id++) {
            assertThat(cluster.state(id)).isEqualTo(before);
        }
    }

    @Test
    void tellsFiguresToPeopleAndPrometheus() throws Exception {
        place(1, "Limit", "Buy", "10", "2");

        assertThat(cluster.get(cluster.awaitLeader(), "/metrics", "text/plain"))
                .contains("matching_raft_is_leader{node_id=", "# TYPE matching_orders gauge");
        assertThat(cluster.get(2, "/metrics", "application/json"))
                .contains("\"id\":2", "\"configs\":[[1,2,3]]", "\"current_leader\":");
    }

    private JsonNode place(int id, String live, String side, String price, String volume)
            throws Exception {
        return cluster.post(cluster.awaitLeader(), "/write", order(id, live, side, price, volume))
                .ok();
    }

    private String book(int id) throws Exception {
        return cluster.post(id, "/consistent_read", "'orderbook_orders'").ok().textValue();
    }

    private static String set(String key, String value) {
        return "{'Set':{'key':'%s','value':'%s'}}".formatted(key, value);
    }

    private static String cancel(String fields) {
        return "{'Cancel':{'order':{" + fields + "}}}";
    }

    private static String order(int id, String live, String side, String price, String volume) {
        return ("{'Place':{'order':{'live':'%s','side':'%s','price':%s,'volume':%s,'id':%d,"
                        + "'sequance':0}}}")
                .formatted(live, side, price, volume, id);
    }
}
