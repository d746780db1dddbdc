package io.balsa.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.MemberId;
import io.balsa.server.config.ConfigReader;
import io.balsa.server.config.Overrides;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class DemoMemberTest {
    private final List<DemoMember> members =
            DemoMember.layOut(List.of(11, 12, 13), List.of(21, 22, 23), Path.of("/data"));

    @Test
    void theServerTakesItsConfiguration() throws Exception {
        var text = members.get(1).configurationText(members);
        var config = ConfigReader.parse("balsa.toml", text, Map.of());

        assertThat(config.node().id()).isEqualTo(MemberId.of(2));
        assertThat(config.node().listen()).hasToString("127.0.0.1:22");
        assertThat(config.http().listen()).hasToString("127.0.0.1:12");
        assertThat(config.node().dataDirectory()).isEqualTo(Path.of("/data/member-2/data"));
        assertThat(config.cluster().peers()).hasSize(2);
    }

    @Test
    void exactlyOneFoundsTheCluster() throws Exception {
        for (var member : members) {
            var text = member.configurationText(members);
            var config = ConfigReader.parse("balsa.toml", text, Map.of());

            assertThat(config.cluster().bootstrap()).isEqualTo(member.id() == 1);
        }
    }

    @Test
    void whatNoTwoMembersShareIsToldByOptionsToo() throws Exception {
        var member = members.get(1);
        var options = List.of(MemberProcess.arguments(member));
        var text = member.configurationText(members);
        var others =
                Map.of("NODE_ID", "9", "LISTEN_ADDR", "h:1", "DATA_DIR", "d", "HTTP_PORT", "1");
        var told = Overrides.none().variables(others);
        for (var option :
                Map.of(
                                "--node-id", "node.node_id",
                                "--listen-addr", "node.listen_addr",
                                "--data-dir", "node.data_dir",
                                "--http-port", "http.port")
                        .entrySet()) {
            var value = options.get(options.indexOf(option.getKey()) + 1);
            told.option(option.getKey(), option.getValue(), value);
        }

        assertThat(ConfigReader.read("balsa.toml", text, told).config())
                .isEqualTo(ConfigReader.parse("balsa.toml", text, Map.of()));
    }
}
