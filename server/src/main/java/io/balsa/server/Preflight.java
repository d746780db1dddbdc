package io.balsa.server;

import io.balsa.raft.log.DataDirectory;
import io.balsa.raft.log.Disk;
import io.balsa.raft.log.DiskFullException;
import io.balsa.raft.node.OpenParts;
import io.balsa.server.config.Address;
import io.balsa.server.config.ServerConfig;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// Looks, before anything is started, whether the machine has what a member needs: a folder of its
/// own that can be written, a disk that is fast enough, and its ports. All that is missing is told
/// at once.
final class Preflight {
    private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);

    private final ServerConfig config;
    private final LongSupplier nanoClock;
    private final List<StartException> problems = new ArrayList<>();

    Preflight(ServerConfig config, LongSupplier nanoClock) {
        this.config = config;
        this.nanoClock = nanoClock;
    }

    /// Returns the member's folder, which it keeps from now on.
    static DataDirectory check(ServerConfig config, OpenParts parts) throws StartException {
        var preflight = new Preflight(config, System::nanoTime);
        var directory = preflight.openFolder(parts);
        preflight.tryPort("other members", config.node().listen(), "node.listen_addr");
        preflight.tryPort("clients", config.http().listen(), "http.listen_addr");
        var metrics = config.metrics().ownPort(config.http().listen());
        if (metrics != null) {
            preflight.tryPort("metrics", metrics, "metrics.listen_addr");
        }
        if (directory == null || !preflight.problems.isEmpty()) {
            throw StartFailures.all(preflight.problems);
        }
        return directory;
    }

    private @Nullable DataDirectory openFolder(OpenParts parts) {
        var folder = config.node().dataDirectory();
        try {
            var cluster = ClusterId.inForce(config);
            var directory = parts.keep(DataDirectory.open(folder, cluster, config.node().id()));
            tryDisk(directory.disk("probe"));
            return directory;
        } catch (IOException failure) {
            problems.add(StartFailures.data(folder, failure));
            return null;
        }
    }

    /// A full disk is no reason to stay away: reads go on, and writes when there is room again.
    void tryDisk(Disk disk) throws IOException {
        try {
            judge(SyncProbe.of(disk, nanoClock));
        } catch (DiskFullException full) {
            LOG.warn("{}; until then this member takes no writes", full.getMessage());
        }
    }

    /// What is missing so far.
    List<StartException> problems() {
        return List.copyOf(problems);
    }

    private void judge(SyncProbe probe) {
        var election = config.timing().electionMinNanos();
        var concern = probe.concern(election);
        if (concern != null) {
            var message =
                    "the disk of %s is slow: %s".formatted(config.node().dataDirectory(), concern);
            if (probe.isTooSlowFor(election)) {
                problems.add(new StartException(message, null));
            } else {
                LOG.warn("{}", message);
            }
        }
    }

    private void tryPort(String whom, Address address, String key) {
        if (address.port() == 0) {
            return; // Any that is free.
        }
        try (var socket = new ServerSocket()) {
            socket.bind(address.socketAddress());
        } catch (IOException failure) {
            problems.add(StartFailures.port(whom, address, key, failure));
        }
    }
}
