package io.balsa.server.config;

import io.balsa.server.config.ServerConfig.Admin;
import io.balsa.server.config.ServerConfig.ClientTls;
import io.balsa.server.config.ServerConfig.Security;
import io.balsa.server.guard.TokenFile;
import io.balsa.tls.TlsException;
import io.balsa.tls.TlsFiles;

import org.jspecify.annotations.Nullable;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Reads the sections `tls`, `peer_tls` and `admin`, and looks into the files that they name.
final class SecurityReader {
    private static final String CLIENTS = "tls.";
    private static final String PEERS = "peer_tls.";
    private static final String CERTIFICATE = "cert_file";
    private static final String KEY = "key_file";
    private static final String AUTHORITIES = "trusted_ca_file";
    private static final String CLIENT_AUTH = "tls.client_cert_auth";
    private static final String ADMIN_AUTH = "admin.client_cert_auth";
    private static final String TOKEN = "admin.token_file";

    private final Settings settings;

    SecurityReader(Settings settings) {
        this.settings = settings;
    }

    Security security() {
        var files = files(CLIENTS);
        var demands = settings.flag(CLIENT_AUTH, false);
        var peers = files(PEERS);
        if (peers != null && peers.authorities() == null) {
            settings.complain(
                    PEERS + CERTIFICATE,
                    "peer_tls.trusted_ca_file is missing: both sides of a connection between"
                            + " members show a certificate, so name the file with the authority"
                            + " that signs them");
        }
        var admin = new Admin(token(), settings.flag(ADMIN_AUTH, false));
        expectAuthorities(CLIENT_AUTH, demands, files);
        expectAuthorities(ADMIN_AUTH, admin.admitsCertificates(), files);
        var clients = files == null ? null : new ClientTls(files, demands);
        return new Security(clients, peers, admin);
    }

    private void expectAuthorities(String key, boolean isOn, @Nullable TlsFiles files) {
        if (isOn && (files == null || files.authorities() == null)) {
            settings.complain(
                    key,
                    "%s needs tls.cert_file, tls.key_file and tls.trusted_ca_file: only TLS can ask"
                                    .formatted(key)
                            + " for certificates, and somebody must have signed them");
        }
    }

    /// Null without a certificate.
    private @Nullable TlsFiles files(String section) {
        var certificate = path(section + CERTIFICATE);
        var key = path(section + KEY);
        var authorities = path(section + AUTHORITIES);
        if (certificate == null && key == null) {
            if (authorities != null) {
                settings.complain(
                        section + AUTHORITIES,
                        "%s%s has no effect without %s%s and %s%s: give them, too, or leave it out"
                                .formatted(
                                        section, AUTHORITIES, section, CERTIFICATE, section, KEY));
            }
            return null;
        }
        if (certificate == null || key == null) {
            settings.complain(
                    section + (certificate == null ? KEY : CERTIFICATE),
                    "%s%s and %s%s belong together: give both, or none"
                            .formatted(section, CERTIFICATE, section, KEY));
            return null;
        }
        var files = new TlsFiles(new TlsFiles.Own(certificate, key), authorities);
        check(section, files);
        return files;
    }

    private void check(String section, TlsFiles files) {
        try {
            files.check();
        } catch (TlsException broken) {
            var name =
                    switch (broken.part()) {
                        case CERTIFICATE -> CERTIFICATE;
                        case KEY -> KEY;
                        case AUTHORITIES -> AUTHORITIES;
                    };
            settings.complain(section + name, section + name + ": " + broken.getMessage());
        }
    }

    private @Nullable Path path(String key) {
        if (!settings.has(key)) {
            settings.tell(key, "");
            return null;
        }
        var text = settings.text(key, "");
        if (text.isBlank()) {
            settings.complain(key, key + " cannot be empty: name a file, or leave it out");
            return null;
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException broken) {
            settings.complain(key, "%s is no path: %s".formatted(key, broken.getMessage()));
            return null;
        }
    }

    private @Nullable TokenFile token() {
        var path = path(TOKEN);
        if (path == null) {
            return null;
        }
        try {
            var file = new TokenFile(path);
            file.check();
            return file;
        } catch (TokenFile.UnusableException unusable) {
            settings.complain(TOKEN, TOKEN + ": " + unusable.getMessage());
            return null;
        }
    }
}
