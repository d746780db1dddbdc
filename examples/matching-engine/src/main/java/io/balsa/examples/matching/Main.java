package io.balsa.examples.matching;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.member.MemberAddresses;
import io.balsa.raft.transport.PeerAddress;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// Runs one member of an exchange until it is asked to end.
@Command(
        name = "matching-engine",
        description = "Runs one member of an exchange until SIGTERM or Ctrl-C.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
    /// Where a member listens for the others unless told: this far above its port for clients.
    private static final int RAFT_PORT_DISTANCE = 1_000;

    @Option(names = "--id", required = true, description = "Its id, never used by another member.")
    private long id;

    @Option(
            names = "--http-addr",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Where it listens for clients.")
    private String httpAddress = "";

    @Option(
            names = "--raft-addr",
            paramLabel = "HOST:PORT",
            description = "Where it listens for other members (default: the HTTP port + 1000).")
    private @Nullable String raftAddress;

    @Option(
            names = "--founders",
            paramLabel = "ID=HOST:PORT,…",
            description = "The first members, this one among them, by their Raft addresses.")
    private @Nullable String founders;

    @Option(
            names = "--data-dir",
            paramLabel = "FOLDER",
            description = "What it must not forget (default: matching-<id>).")
    private @Nullable Path data;

    @Option(
            names = "--snapshot-entries",
            defaultValue = "${env:RAFT_SNAPSHOT_PER_EVENTS:-500}",
            description = "A snapshot after so many entries (default: ${DEFAULT-VALUE}).")
    private long snapshotEntries;

    @Option(
            names = "--check-contracts",
            description =
                    "Check what the member asks of log, snapshots and state, and the answers.")
    private boolean checksContracts;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        var engine = MatchingEngine.start(settings());
        java.lang.Runtime.getRuntime().addShutdownHook(new Thread(engine::close, "end"));
        engine.node().termination().join();
        return 0;
    }

    private MatchingEngine.Settings settings() {
        var http = PeerAddress.parse(httpAddress);
        var raft =
                raftAddress == null
                        ? new PeerAddress(http.host(), http.port() + RAFT_PORT_DISTANCE)
                        : PeerAddress.parse(raftAddress);
        return new MatchingEngine.Settings(
                MemberId.of(id),
                new InetSocketAddress(http.host(), http.port()),
                raft,
                founders == null ? MemberAddresses.NONE : MemberAddresses.parse(founders),
                data == null ? Path.of("matching-" + id) : data,
                snapshotEntries,
                checksContracts);
    }
}
