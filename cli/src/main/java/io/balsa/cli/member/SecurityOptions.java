package io.balsa.cli.member;

import io.balsa.cli.console.Failure;
import io.balsa.client.AdminToken;
import io.balsa.client.Security;
import io.balsa.tls.Credentials;
import io.balsa.tls.TlsException;
import io.balsa.tls.TlsFiles;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How to prove to members who asks, and how they are believed. The names are etcdctl's.
final class SecurityOptions {
    @Option(
            names = "--cacert",
            paramLabel = "FILE",
            description = "Speak TLS, and believe members whose certificate these have signed.")
    private @Nullable Path authorities;

    @Option(
            names = "--cert",
            paramLabel = "FILE",
            description = "Certificate to show to members; needs --key and --cacert.")
    private @Nullable Path certificate;

    @Option(names = "--key", paramLabel = "FILE", description = "Its private key.")
    private @Nullable Path key;

    @Option(
            names = "--admin-token-file",
            paramLabel = "FILE",
            description = "Holds the token that members want for changes of the cluster.")
    private @Nullable Path token;

    /// @throws Failure if the files cannot be used; the message says why
    Security security() {
        if ((certificate == null) != (key == null)) {
            throw Failure.usage("--cert and --key belong together: give both, or none");
        }
        if (authorities == null) {
            if (certificate != null) {
                throw Failure.usage("--cert needs --cacert, the authorities of the members");
            }
            return new Security.Plaintext();
        }
        var own = certificate == null || key == null ? null : new TlsFiles.Own(certificate, key);
        try {
            return new Security.Tls(Credentials.once(new TlsFiles(own, authorities)));
        } catch (TlsException broken) {
            throw Failure.usage(String.valueOf(broken.getMessage()));
        }
    }

    /// @throws Failure if there is none in the file; the message says why
    @Nullable AdminToken adminToken() {
        if (token == null) {
            return null;
        }
        try {
            return new AdminToken(Files.readString(token).strip());
        } catch (IOException | IllegalArgumentException broken) {
            throw Failure.usage(
                    "--admin-token-file: no token can be read from %s (%s)"
                            .formatted(token, broken.getMessage()));
        }
    }
}
