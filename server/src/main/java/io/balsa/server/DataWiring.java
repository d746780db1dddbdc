package io.balsa.server;

import io.balsa.raft.log.SegmentedLog;
import io.balsa.raft.log.snapshot.DiskSnapshots;
import io.balsa.raft.node.OpenParts;
import io.balsa.server.config.ServerConfig;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;

/// Opens what the member must not forget.
final class DataWiring {
    private static final Logger LOG = LoggerFactory.getLogger(DataWiring.class);

    private DataWiring() {}

    /// The member's disks, open.
    ///
    /// @param cluster to which they belong
    record Disks(long cluster, SegmentedLog log, DiskSnapshots snapshots) {}

    static Disks open(ServerConfig config, OpenParts parts) throws StartException {
        var directory = Preflight.check(config, parts);
        var folder = config.node().dataDirectory();
        try {
            var segmentBytes = config.raft().segmentBytes();
            var log = parts.keep(SegmentedLog.open(directory.disk("log"), segmentBytes));
            log.repairs().forEach(repair -> LOG.warn("in {}: {}", folder, repair));
            var snapshots = parts.keep(DiskSnapshots.open(directory.disk("snapshots")));
            return new Disks(ClusterId.inForce(config), log, snapshots);
        } catch (IOException failure) {
            throw StartFailures.data(folder, failure);
        }
    }
}
