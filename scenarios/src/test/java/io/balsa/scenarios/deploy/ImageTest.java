package io.balsa.scenarios.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.server.config.Address;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.util.Map;
import java.util.TreeSet;

/// The image and the containers that compose makes of it.
class ImageTest {
    private static final Image IMAGE = Image.ofTheRepository();

    @Test
    void showsThePortsThatItListensOnAndKeepsItsDataInItsVolume() throws Exception {
        var member = IMAGE.member(Map.of());

        assertThat(IMAGE.ports())
                .containsExactly(member.http().listen().port(), member.node().listen().port());
        assertThat(IMAGE.instruction("VOLUME")).isEqualTo(member.node().dataDirectory().toString());
        assertThat(IMAGE.instruction("USER")).doesNotContain("root").isNotEqualTo("0");
    }

    @Test
    void startsWithWhatItCopies() throws Exception {
        for (var name : new String[] {"balsa", "healthy", "train"}) {
            assertThat(IMAGE.dockerfile()).contains("deploy/image/" + name);
            assertThat(Files.isExecutable(Yaml.DEPLOY.resolve("image", name))).isTrue();
        }
        assertThat(IMAGE.instruction("ENTRYPOINT")).contains("/opt/balsa/bin/balsa");
        assertThat(IMAGE.instruction("HEALTHCHECK")).contains("/opt/balsa/bin/healthy");
        assertThat(Routes.all()).contains("/health");
        // Asked within the container, in the clear also where clients need certificates.
        var member = IMAGE.member(Map.of());
        assertThat(member.metrics().ownPort(member.http().listen()))
                .isEqualTo(new Address("127.0.0.1", 2381));
    }

    @Test
    void composeFoundsAClusterOfThree() throws Exception {
        var base = Yaml.documents("compose/compose.yaml").getFirst().at("services");
        var clusters = new TreeSet<String>();
        var founders = 0;
        for (var name : base.texts().keySet()) {
            var service = base.at(name);
            var member = IMAGE.member(service.at("environment").texts());
            var cluster = member.cluster();
            founders += cluster.bootstrap() ? 1 : 0;
            assertThat(cluster.peers()).hasSize(2);
            assertThat(member.node().advertised().host()).isEqualTo(name);
            assertThat(service.at("ports.0").text()).endsWith(":" + member.http().listen().port());
            assertThat(service.at("volumes.0").text())
                    .endsWith(":" + member.node().dataDirectory());
            var all = new TreeSet<String>();
            cluster.peers().forEach(peer -> all.add(peer.id() + "=" + peer.address()));
            all.add(member.node().id() + "=" + member.node().advertised());
            clusters.add(cluster.name() + all);
        }

        assertThat(base.texts()).hasSize(3);
        assertThat(clusters).hasSize(1);
        assertThat(founders).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"node-0", "node-1", "node-2"})
    void theFailoverScenarioFoundsByRequests(String name) throws Exception {
        var base = Yaml.documents("compose/compose.yaml").getFirst().at("services");
        var over = Yaml.documents("compose/failover.yaml").getFirst().at("services");
        var variables = base.at(name).at("environment").texts();
        variables.putAll(over.at(name).at("environment").texts());
        var member = IMAGE.member(variables);
        var isFirst = name.equals("node-0");

        assertThat(member.cluster().bootstrap()).isFalse();
        assertThat(member.cluster().isJoining()).isEqualTo(!isFirst);
        assertThat(member.cluster().peers()).hasSize(isFirst ? 0 : 1);
        assertThat(member.cluster().name()).isEqualTo("openraft-kv");
    }
}
