package io.balsa.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.server.config.ConfigReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class ExposureTest {
    private static final Map<String, String> EVERYWHERE =
            Map.of(
                    "http.listen_addr", "0.0.0.0:2379",
                    "node.listen_addr", "[::]:2380",
                    "node.advertise_addr", "127.0.0.1:2380");

    @TempDir private Path folder = Path.of("");

    @Test
    void saysNothingOfWhatOnlyThisMachineReaches() throws Exception {
        assertThat(warnings(Map.of())).isEmpty();
        assertThat(
                        warnings(
                                Map.of(
                                        "http.listen_addr",
                                        "[::1]:1",
                                        "node.listen_addr",
                                        "localhost:2")))
                .isEmpty();
    }

    @Test
    void warnsOfEachPortThatOthersReachInTheClear() throws Exception {
        assertThat(warnings(EVERYWHERE))
                .satisfiesExactly(
                        clients ->
                                assertThat(clients)
                                        .startsWith(
                                                "IN THE CLEAR: everybody who reaches 0.0.0.0:2379")
                                        .contains("tls.cert_file", "http.listen_addr"),
                        peers ->
                                assertThat(peers)
                                        .startsWith("IN THE CLEAR: everybody who reaches [::]:2380")
                                        .contains("peer_tls.cert_file", "node.listen_addr"));
    }

    @Test
    void isSatisfiedWithTls() throws Exception {
        var files = new TlsFolder(folder);
        var settings = new HashMap<>(EVERYWHERE);
        settings.putAll(files.settings("tls", "clients"));
        settings.putAll(files.settings("peer_tls", "peers"));

        assertThat(warnings(settings)).isEmpty();
    }

    private static List<String> warnings(Map<String, String> settings) throws Exception {
        return Exposure.of(ConfigReader.withoutFile(settings));
    }
}
