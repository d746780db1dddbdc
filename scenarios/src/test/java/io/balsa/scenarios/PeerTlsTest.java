package io.balsa.scenarios;

import io.balsa.raft.testkit.certificate.TestAuthority;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Three processes that prove to each other who they are.
class PeerTlsTest {
    private final TestAuthority authority = TestAuthority.named("members");

    @RegisterExtension
    private final ClusterFixture fixture = new ClusterFixture("grpc", (_, home) -> secured(home));

    private String secured(Path home) throws IOException {
        Files.createDirectories(home);
        var pair = authority.issue("member").write(home, "member");
        return """

        [peer_tls]
        cert_file = '%s'
        key_file = '%s'
        trusted_ca_file = '%s'
        """
                .formatted(pair.certificate(), pair.key(), authority.write(home.resolve("ca.pem")));
    }

    @Test
    void formAGroupAndGoOnWithoutTheirLeader() throws Exception {
        var cluster = fixture.cluster();
        var first = cluster.awaitLeader(cluster.members());
        cluster.write(first, "a", "1", 1);

        cluster.member(first).kill();
        var second = cluster.awaitLeader(cluster.without(first));
        cluster.write(second, "b", "2", 2);
        cluster.member(first).start();

        cluster.awaitEverywhere(Map.of("a", "1", "b", "2"));
    }
}
