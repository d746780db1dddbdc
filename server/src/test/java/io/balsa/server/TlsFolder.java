package io.balsa.server;

import io.balsa.raft.testkit.certificate.TestAuthority;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Files of an authority and of those that it has signed.
public final class TlsFolder {
    private final TestAuthority authority;
    private final Path folder;

    public TlsFolder(Path folder) throws IOException {
        this(folder, TestAuthority.named("authority"));
    }

    /// Those of another authority.
    public TlsFolder(Path folder, TestAuthority authority) throws IOException {
        this.folder = folder;
        this.authority = authority;
        authority.write(authorities());
    }

    public Path authorities() {
        return folder.resolve("ca.pem");
    }

    /// What a member is told to show `name`'s certificate.
    ///
    /// @param section `tls` or `peer_tls`
    public Map<String, String> settings(String section, String name) throws IOException {
        var pair = authority.issue(name).write(folder, name);
        return Map.of(
                section + ".cert_file", pair.certificate().toString(),
                section + ".key_file", pair.key().toString(),
                section + ".trusted_ca_file", authorities().toString());
    }

    /// A file with `token` in it.
    public Path token(String token) throws IOException {
        return Files.writeString(folder.resolve("token"), token + "\n");
    }
}
