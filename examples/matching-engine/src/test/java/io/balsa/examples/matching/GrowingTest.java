package io.balsa.examples.matching;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/// A group that begins with one member and grows, as operators make it.
class GrowingTest {
    @TempDir private Path folder;

    private Cluster cluster;

    @BeforeEach
    void startThreeStrangers() throws IOException {
        cluster = new Cluster(3, folder);
        for (var id = 1; id <= 3; id++) {
            cluster.startAlone(id);
        }
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void growsFromOneMemberToThreeAndLosesTheFirst() throws Exception {
        assertThat(cluster.get(1, "/metrics", "application/json"))
                .contains("\"state\":\"Standalone\"");
        assertThat(cluster.post(1, "/init", "").ok().isNull()).isTrue();
        assertThat(cluster.post(1, "/init", "[]").status()).isEqualTo(409);
        cluster.postUntilOk(1, "/write", "{'Set':{'key':'foo','value':'bar'}}");

        addLearner(2);
        addLearner(3);
        var changed = cluster.post(1, "/change-membership", "[1,2,3]").ok();
        assertThat(changed.at("/membership/configs").toString()).isEqualTo("[[1,2,3]]");
        cluster.awaitLeader();

        assertThat(cluster.post(3, "/consistent_read", "'foo'").ok().textValue()).isEqualTo("bar");
        cluster.stop(1);
        var next = cluster.awaitLeader();
        assertThat(cluster.postUntilOk(next, "/consistent_read", "'foo'").textValue())
                .isEqualTo("bar");
    }

    @Test
    void namesWhatIsWrongWithAChange() throws Exception {
        assertThat(cluster.post(1, "/init", "").ok().isNull()).isTrue();

        var nobody = cluster.post(1, "/change-membership", "[1,9]");
        assertThat(nobody.status()).isEqualTo(400);
        assertThat(nobody.body().get("Err").textValue()).contains("member 9");
        assertThat(cluster.post(1, "/change-membership", "[]").status()).isEqualTo(400);
        assertThat(cluster.post(1, "/add-learner", "[2]").status()).isEqualTo(400);
        assertThat(cluster.post(1, "/add-learner", "[-2,'a:1']").status()).isEqualTo(400);
        var follower = cluster.post(2, "/add-learner", "[3,'127.0.0.1:1']");
        assertThat(follower.status()).isEqualTo(409);
        assertThat(follower.body().get("Err").textValue()).contains("only the leader", "not done");
    }

    private void addLearner(int id) throws Exception {
        var body = "{'node_id':%d,'addr':'%s'}".formatted(id, cluster.raftAddress(id));
        var added = cluster.post(1, "/add-learner", body).ok();
        assertThat(added.at("/membership/nodes/" + id + "/addr").textValue())
                .isEqualTo(cluster.raftAddress(id).toString());
    }
}
