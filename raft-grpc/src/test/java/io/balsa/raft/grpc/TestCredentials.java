package io.balsa.raft.grpc;

import io.balsa.raft.testkit.certificate.TestAuthority;
import io.balsa.tls.Credentials;
import io.balsa.tls.TlsException;
import io.balsa.tls.TlsFiles;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Certificates of one authority, in a folder that goes when it is closed.
final class TestCredentials implements AutoCloseable {
    private final TestAuthority authority = TestAuthority.named("members");
    private final List<Credentials> open = new ArrayList<>();
    private final Path folder;

    TestCredentials() {
        try {
            folder = Files.createTempDirectory("balsa-tls-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Those of a process that others believe.
    Credentials of(String name) {
        return of(name, authority);
    }

    /// Those of a process whose certificate `signer` has signed, or that has none.
    Credentials of(String name, @Nullable TestAuthority signer) {
        try {
            var trusted = authority.write(folder.resolve("authority.pem"));
            var credentials = Credentials.open(name, new TlsFiles(own(name, signer), trusted));
            open.add(credentials);
            return credentials;
        } catch (IOException | TlsException e) {
            throw new IllegalStateException(e);
        }
    }

    private TlsFiles.@Nullable Own own(String name, @Nullable TestAuthority signer)
            throws IOException {
        if (signer == null) {
            return null;
        }
        var pair = signer.issue(name).write(folder, name);
        return new TlsFiles.Own(pair.certificate(), pair.key());
    }

    @Override
    public void close() throws IOException {
        open.forEach(Credentials::close);
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
