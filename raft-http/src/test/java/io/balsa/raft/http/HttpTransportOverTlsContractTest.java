package io.balsa.raft.http;

import io.balsa.raft.testkit.certificate.TestAuthority;
import io.balsa.raft.testkit.contract.TransportContract;
import io.balsa.raft.testkit.contract.TransportNetwork;
import io.balsa.tls.Credentials;
import io.balsa.tls.TlsException;
import io.balsa.tls.TlsFiles;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

class HttpTransportOverTlsContractTest extends TransportContract {
    private final Credentials credentials;
    private final HttpNetwork network;

    /// All members show the same certificate.
    HttpTransportOverTlsContractTest(@TempDir Path folder) throws IOException, TlsException {
        var authority = TestAuthority.named("members");
        var pair = authority.issue("member").write(folder, "member");
        var own = new TlsFiles.Own(pair.certificate(), pair.key());
        var trusted = authority.write(folder.resolve("authority.pem"));
        credentials = Credentials.open("member", new TlsFiles(own, trusted));
        network = new HttpNetwork(HttpNetwork.timing(250, 8), credentials);
    }

    @Override
    protected TransportNetwork network() {
        return network.loopback();
    }

    @Override
    protected int oversizeBytes() {
        return HttpNetwork.LIMITS.frameBytesMax();
    }

    @AfterEach
    void close() throws IOException {
        network.close();
        credentials.close();
    }
}
