package io.balsa.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.server.TlsFolder;
import io.balsa.server.guard.TokenFile;
import io.balsa.tls.TlsFiles;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

class SecurityTest {
    @TempDir private Path folder = Path.of("");

    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void writeFiles() throws IOException {
        var files = new TlsFolder(folder);
        settings.putAll(files.settings("tls", "clients"));
        settings.putAll(files.settings("peer_tls", "peers"));
        settings.put("tls.client_cert_auth", "true");
        settings.put("admin.token_file", files.token("0123456789abcdef").toString());
        settings.put("admin.client_cert_auth", "true");
    }

    @Test
    void readsEveryKey() throws Exception {
        var security = ConfigReader.withoutFile(settings).security();

        assertThat(security.clients())
                .satisfies(tls -> {
                    assertThat(tls.demandsCertificate()).isTrue();
                    assertThat(tls.files().authorities()).isEqualTo(folder.resolve("ca.pem"));
                });
        var own = new TlsFiles.Own(folder.resolve("peers.pem"), folder.resolve("peers-key.pem"));
        assertThat(security.peers()).isEqualTo(new TlsFiles(own, folder.resolve("ca.pem")));
        assertThat(security.admin().token()).isEqualTo(new TokenFile(folder.resolve("token")));
        assertThat(security.admin().admitsCertificates()).isTrue();
        assertThat(security.toString()).doesNotContain("0123456789abcdef");
    }

    @Test
    void isInTheClearAndOpenUnlessTold() throws Exception {
        var security = ConfigReader.withoutFile(Map.of()).security();

        assertThat(security.clients()).isNull();
        assertThat(security.peers()).isNull();
        assertThat(security.admin().token()).isNull();
        assertThat(security.admin().admitsCertificates()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tls.key_file         | tls.cert_file and tls.key_file belong together: give both",
                "peer_tls.cert_file   | peer_tls.cert_file and peer_tls.key_file belong together",
                "peer_tls.trusted_ca_file | peer_tls.trusted_ca_file is missing: both sides",
                "tls.trusted_ca_file  | tls.client_cert_auth needs tls.cert_file, tls.key_file and"
                        + " tls.trusted_ca_file",
                "tls.trusted_ca_file  | admin.client_cert_auth needs tls.cert_file",
            })
    void missesWhatBelongsToTheRest(String key, String words) {
        settings.remove(key);

        expect(words);
    }

    @Test
    void hasNoUseForAuthoritiesAlone() {
        settings.remove("peer_tls.cert_file");
        settings.remove("peer_tls.key_file");

        expect("peer_tls.trusted_ca_file has no effect without peer_tls.cert_file");
    }

    @Test
    void looksIntoTheFilesAndTellsAllThatIsWrongAtOnce() throws Exception {
        Files.delete(folder.resolve("clients-key.pem"));
        Files.writeString(folder.resolve("peers.pem"), "hello");
        Files.writeString(folder.resolve("token"), "secret");

        assertThatThrownBy(() -> ConfigReader.withoutFile(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tls.key_file: " + folder.resolve("clients-key.pem"))
                .hasMessageContaining("does not exist: make it, or name another")
                .hasMessageContaining("peer_tls.cert_file: " + folder.resolve("peers.pem"))
                .hasMessageContaining("-----BEGIN CERTIFICATE-----")
                .hasMessageContaining("holds no token: write 16 to 1024 visible characters")
                .hasMessageNotContaining("secret");
    }

    @Test
    void tellsTheLineOfTheFile() {
        var text =
                """
                [tls]
                key_file = '%s'
                cert_file = '%s'
                """
                        .formatted(settings.get("tls.key_file"), folder.resolve("nowhere.pem"));

        assertThatThrownBy(() -> ConfigReader.parse("config.toml", text, Map.of()))
                .hasMessageContaining("config.toml:3: tls.cert_file: ")
                .hasMessageContaining("nowhere.pem does not exist");
    }

    private void expect(String words) {
        assertThatThrownBy(() -> ConfigReader.withoutFile(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(words);
    }
}
