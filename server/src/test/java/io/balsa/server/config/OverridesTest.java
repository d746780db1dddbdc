package io.balsa.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

class OverridesTest {
    private static final String FILE = "node.node_id = 2\nlogging.level = \"warn\"\n";

    @Test
    void letsOptionsWinOverVariablesOverTheFileOverDefaults() throws Exception {
        assertThat(id("", Overrides.none())).isEqualTo("1 from default");
        assertThat(id(FILE, Overrides.none())).isEqualTo("2 from c.toml:1");
        var variable = Map.of("NODE_ID", "3");
        assertThat(id(FILE, Overrides.none().variables(variable))).isEqualTo("3 from NODE_ID");
        var both = Map.of("NODE_ID", "3", "BALSA_NODE_NODE_ID", "4");
        assertThat(id(FILE, Overrides.none().variables(both)))
                .isEqualTo("4 from BALSA_NODE_NODE_ID");
        assertThat(id(FILE, Overrides.none().variables(both).set("node.node_id", "5")))
                .isEqualTo("5 from --set node.node_id");
        assertThat(
                        id(
                                FILE,
                                Overrides.none()
                                        .set("node.node_id", "5")
                                        .option("--node-id", "node.node_id", "6")
                                        .variables(both)))
                .isEqualTo("6 from --node-id");
        assertThat(
                        id(
                                FILE,
                                Overrides.none()
                                        .option("--node-id", "node.node_id", "6")
                                        .set("node.node_id", "5")))
                .isEqualTo("6 from --node-id");
    }

    @ParameterizedTest
    @CsvSource({
        "NODE_ID, 7, node.node_id, 7",
        "LISTEN_ADDR, h:1, node.listen_addr, \"h:1\"",
        "DATA_DIR, d, node.data_dir, \"d\"",
        "HTTP_PORT, 8080, http.port, 8080",
        "LOG_LEVEL, debug, logging.level, \"debug\"",
        "BALSA_LOGGING_FORMAT, json, logging.format, \"json\"",
        "BALSA_RAFT_LEASE_READS, true, raft.lease_reads, true",
        "BALSA_RAFT_CLOCK_DRIFT_MAX, 0.5, raft.clock_drift_max, 0.5",
        "BALSA_CLUSTER_PEERS, 9=h:1, cluster.peers, \"9=h:1\"",
        "BALSA_SNAPSHOT_ENTRIES_MAX, 9, snapshot.entries_max, 9",
    })
    void hasAVariableForEveryKeyAndShortOnesForSome(
            String name, String value, String key, String told) throws Exception {
        var overrides = Overrides.none().variables(Map.of(name, value));

        assertThat(ConfigReader.read("c.toml", FILE, overrides).settings())
                .contains(new Told(key, told, Layer.VARIABLE, name));
    }

    @Test
    void takesAnEmptyVariableForNone() throws Exception {
        assertThat(id(FILE, Overrides.none().variables(Map.of("NODE_ID", ""))))
                .isEqualTo("2 from c.toml:1");
    }

    @Test
    void saysWhichOptionOrVariableIsWrong() {
        var overrides =
                Overrides.none()
                        .variables(Map.of("NODE_ID", "x", "LOG_LEVEL", "loud"))
                        .option("--http-port", "http.port", "0")
                        .set("raft.priority", "high");

        assertThatThrownBy(() -> ConfigReader.read("c.toml", FILE, overrides))
                .hasMessageContainingAll(
                        "NODE_ID: node.node_id must be a whole number, not \"x\"",
                        "LOG_LEVEL: logging.level must be one of ",
                        "--http-port: HTTP port cannot be 0 when HTTP is enabled",
                        "--set raft.priority: raft.priority must be a whole number");
    }

    @Test
    void suggestsWhatMayHaveBeenMeant() {
        var overrides =
                Overrides.none()
                        .variables(Map.of("BALSA_NODE_ID", "1", "BALSA_RAFT_LEASE_READ", "true"))
                        .set("raft.lease_read", "true");

        assertThatThrownBy(() -> ConfigReader.read("c.toml", FILE, overrides))
                .hasMessageContainingAll(
                        "BALSA_NODE_ID: unknown variable BALSA_NODE_ID; did you mean"
                                + " BALSA_NODE_NODE_ID?",
                        "unknown variable BALSA_RAFT_LEASE_READ; did you mean"
                                + " BALSA_RAFT_LEASE_READS?",
                        "--set raft.lease_read: unknown key raft.lease_read; did you mean"
                                + " raft.lease_reads?");
    }

    @Test
    void leavesTheVariablesOfOthersAlone() throws Exception {
        var others =
                Map.of(
                        "BALSA_JAVA_OPTS", "-Xmx1g",
                        "BALSA_SERVICE_HOST", "10.0.0.1",
                        "BALSA_PORT_2379_TCP_ADDR", "10.0.0.1",
                        "BALSA_METRICS_SERVICE_PORT_HTTP", "9090",
                        "PATH", "/bin");

        assertThat(id(FILE, Overrides.none().variables(others))).isEqualTo("2 from c.toml:1");
    }

    @Test
    void letsThePortWinOverAnAddressThatIsToldFurtherAway() throws Exception {
        var file = "http.listen_addr = \"10.0.0.1:2379\"";
        var port = Overrides.none().option("--http-port", "http.port", "8080");
        var read = ConfigReader.read("c.toml", file, port);

        assertThat(read.config().http().listen()).hasToString("10.0.0.1:8080");
        assertThat(read.settings())
                .contains(
                        new Told("http.port", "8080", Layer.OPTION, "--http-port"),
                        new Told(
                                "http.listen_addr",
                                "\"10.0.0.1:8080\"",
                                Layer.OPTION,
                                "--http-port"));
        var address = Overrides.none().set("http.listen_addr", "10.0.0.2:1");
        assertThat(ConfigReader.read("c.toml", "http.port = 8080", address).config().http())
                .hasToString("Http[enabled=true, listen=10.0.0.2:1]");
    }

    @Test
    void replacesTheWholeListOfPeers() throws Exception {
        var file = "[[cluster.peers]]\nnode_id = 2\naddr = \"h:1\"\n";
        var overrides = Overrides.none().set("cluster.peers", "3=h:3,4=h:4");

        assertThat(ConfigReader.read("c.toml", file, overrides).config().cluster().peers())
                .extracting(peer -> peer.id().value())
                .containsExactly(3L, 4L);
    }

    private static String id(String text, Overrides overrides) throws ConfigException {
        var read = ConfigReader.read("c.toml", text, overrides);
        var told =
                read.settings().stream()
                        .filter(each -> each.key().equals("node.node_id"))
                        .findFirst()
                        .orElseThrow();
        assertThat(told.value()).isEqualTo(read.config().node().id().toString());
        return told.value() + " from " + told.place();
    }
}
