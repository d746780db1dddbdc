package io.balsa.server.http.openraft;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.server.Http;
import io.balsa.server.Members;
import io.balsa.server.Server;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.Map;

class OpenraftRoutesTest {
    @RegisterExtension final Members members = new Members();

    @RegisterExtension final Http http = new Http();

    private Server server;

    @BeforeEach
    void startAMember() throws Exception {
        server = members.alone(Map.of("limits.key_bytes_max", "100"));
    }

    @Test
    void setsAValueAndReadsItInEachForm() throws Exception {
        var written =
                http.postJson(server, "/write", "{'Set':{'key':'foo','value':'bar'}}").get("Ok");

        assertThat(written.get("data").get("value").asText()).isEqualTo("bar");
        var term = server.state().term();
        assertThat(written.get("log_id").toString())
                .isEqualTo(
                        "{\"leader_id\":{\"term\":%d,\"node_id\":1},\"index\":%d}"
                                .formatted(term, server.state().lastEntry().index()));
        assertThat(written.get("membership").isNull()).isTrue();
        var version = written.get("data").get("version").asLong();
        assertThat(http.post(server, "/read", "'foo'")).isEqualTo("200 {\"Ok\":\"bar\"}");
        assertThat(http.post(server, "/consistent_read", "'foo'"))
                .isEqualTo("200 {\"Ok\":\"bar\"}");
        for (var route : new String[] {"/linearizable_read", "/follower_read"}) {
            assertThat(http.post(server, route, "'foo'"))
                    .isEqualTo(
                            "200 {\"Ok\":{\"value\":{\"value\":\"bar\",\"version\":%d}}}"
                                    .formatted(version));
        }
    }

    @Test
    void readsWhatIsNotThere() throws Exception {
        assertThat(http.post(server, "/read", "'foo'")).isEqualTo("200 {\"Ok\":\"\"}");
        assertThat(http.post(server, "/consistent_read", "'foo'")).isEqualTo("200 {\"Ok\":\"\"}");
        assertThat(http.post(server, "/linearizable_read", "'foo'"))
                .isEqualTo("200 {\"Ok\":{\"value\":null}}");
    }

    @Test
    void comparesVersionsBeforeItSets() throws Exception {
        var first =
                http.postJson(server, "/write", "{'Set':{'key':'a','value':'1'}}")
                        .at("/Ok/data/version")
                        .asLong();

        var second = http.postJson(server, "/write", compareAndSet(first, "2"));
        var stale = http.postJson(server, "/write", compareAndSet(first, "3"));

        assertThat(second.at("/Ok/data/value/value").asText()).isEqualTo("2");
        assertThat(second.at("/Ok/data/value/version").asLong()).isGreaterThan(first);
        assertThat(stale.at("/Ok/data").toString()).isEqualTo("{\"value\":null}");
        assertThat(http.post(server, "/read", "'a'")).isEqualTo("200 {\"Ok\":\"2\"}");
    }

    @Test
    void setsOnlyWhatIsNotThereWhenVersionZeroIsExpected() throws Exception {
        assertThat(http.postJson(server, "/write", compareAndSet(7, "1")).at("/Ok/data/value"))
                .hasToString("null");
        assertThat(
                        http.postJson(server, "/write", compareAndSet(0, "1"))
                                .at("/Ok/data/value/value")
                                .asText())
                .isEqualTo("1");
    }

    private static String compareAndSet(long version, String value) {
        return "{'CompareAndSet':{'key':'a','expected_version':%d,'value':'%s'}}"
                .formatted(version, value);
    }

    @Test
    void refusesInPlainTextWhatItCannotRead() throws Exception {
        var answer = http.send(server, "POST", "/write", "{\"Set\":{\"key\":1}}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type").orElseThrow())
                .startsWith("text/plain");
        assertThat(answer.body()).isEqualTo("the field \"key\" must be text");
        assertThat(http.post(server, "/write", "{")).startsWith("400 malformed JSON at line 1");
        assertThat(http.post(server, "/read", "foo")).startsWith("400 malformed JSON");
        assertThat(http.post(server, "/read", "{}")).startsWith("400 the body is the key");
        assertThat(http.post(server, "/add-learner", "[2]")).startsWith("400 a learner is written");
        assertThat(http.post(server, "/change-membership", "['1']"))
                .startsWith("400 a member id is a whole number greater than 0, not \"1\"");
    }

    @Test
    void answersWhatTheGroupRefusesWithAnErrOf200() throws Exception {
        assertThat(http.post(server, "/read", "'" + "k".repeat(101) + "'"))
                .isEqualTo(
                        "200 {\"Err\":{\"TooLarge\":{\"message\":\"request is too large: a key has"
                                + " 101 bytes, limits.key_bytes_max is 100\","
                                + "\"may_have_happened\":false}}}");
        assertThat(http.post(server, "/init", "[]")).startsWith("200 {\"Err\":{\"AlreadyFounded\"");
        assertThat(http.post(server, "/change-membership", "[1,9]"))
                .startsWith(
                        "200 {\"Err\":{\"UnknownMember\":{\"message\":\"the group has no member 9");
        assertThat(http.post(server, "/change-membership", "[]"))
                .startsWith("200 {\"Err\":{\"Refused\":{\"message\":\"no voter would be left");
    }

    /// Nobody could take it out of the log again.
    @Test
    void letsNoBrokenAddressIntoTheLog() throws Exception {
        for (var address : new String[] {"nowhere", "h:0", "0.0.0.0:2380", "under_score:1"}) {
            assertThat(http.post(server, "/add-learner", "[2,'%s']".formatted(address)))
                    .as(address)
                    .startsWith("400 the address of member 2: ");
        }
    }

    @Test
    void showsItsStateAsJson() throws Exception {
        var metrics = http.json(server, "/metrics", "accept", "application/json").get("Ok");

        assertThat(metrics.get("id").asLong()).isEqualTo(1);
        assertThat(metrics.get("state").asText()).isEqualTo("Leader");
        assertThat(metrics.get("current_leader").asLong()).isEqualTo(1);
        assertThat(metrics.get("current_term").asLong()).isEqualTo(server.state().term());
        assertThat(metrics.at("/membership_config/membership/configs").toString())
                .isEqualTo("[[1]]");
        assertThat(metrics.at("/membership_config/membership/nodes/1/addr").isTextual()).isTrue();
        assertThat(metrics.get("last_applied").get("index").asLong()).isPositive();
        assertThat(http.json(server, "/admin/metrics").at("/Ok/state").asText())
                .isEqualTo("Leader");
        assertThat(http.get(server, "/metrics")).contains("raft_current_term");
    }
}
