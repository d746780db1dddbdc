package io.balsa.server.config;

import io.balsa.kv.store.KvLimits;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.RaftOptions;
import io.balsa.raft.core.Timing;
import io.balsa.raft.node.NodeLimits;
import io.balsa.raft.node.SnapshotOptions;
import io.balsa.server.guard.TokenFile;
import io.balsa.server.port.ClientPortLimits;
import io.balsa.tls.TlsFiles;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// Everything that a member is told before it starts, checked.
public record ServerConfig(
        Node node,
        Http http,
        Raft raft,
        Cluster cluster,
        SnapshotOptions snapshots,
        Limits limits,
        Logging logging,
        Metrics metrics,
        Security security,
        Tracing tracing,
        Storage storage) {

    /// The periods of the protocol.
    public Timing timing() {
        return raft.timing;
    }

    /// The member itself.
    ///
    /// @param listen where it listens for the other members
    /// @param advertised where the others reach it
    /// @param dataDirectory holds all that it must not forget, and nothing else
    public record Node(MemberId id, Address listen, Address advertised, Path dataDirectory) {}

    /// The client port.
    ///
    /// @param enabled answer HTTP/1.1 beside gRPC
    public record Http(boolean enabled, Address listen) {}

    /// How it takes part in the protocol.
    ///
    /// @param limits how much a leader lets pile up
    /// @param options where the protocol leaves a choice
    /// @param segmentBytes the size of a file of the log
    /// @param checksContracts it watches over its log, its snapshots and its state while it runs
    public record Raft(
            Timing timing,
            io.balsa.raft.core.Limits limits,
            RaftOptions options,
            int segmentBytes,
            Carrier carrier,
            Farewell farewell,
            boolean checksContracts) {}

    /// What carries messages between members: the same in all of them.
    public enum Carrier {
        GRPC,
        HTTP
    }

    /// What a leader does when it is asked to end.
    ///
    /// @param handsOver lets another lead first
    /// @param patienceNanos how long that may take; afterwards it ends all the same
    public record Farewell(boolean handsOver, long patienceNanos) {}

    /// Whom it belongs to.
    ///
    /// @param name tells clusters apart that share addresses at different times
    /// @param bootstrap this member founds the cluster, if its data directory is empty
    /// @param isJoining it was not among the first members, and waits to be taken in
    /// @param peers the other first members
    public record Cluster(String name, boolean bootstrap, boolean isJoining, List<Peer> peers) {
        public Cluster {
            peers = List.copyOf(peers);
        }
    }

    /// Another member.
    ///
    /// @param address where it listens for members
    /// @param clientAddress where it listens for clients, if this is known; told to clients
    public record Peer(MemberId id, Address address, @Nullable Address clientAddress) {}

    /// What clients may do at most, and what may pile up inside.
    ///
    /// @param requests sizes of requests
    /// @param port what the client port takes in; its largest request follows from `requests`
    /// @param member what waits in the member; its largest command follows from `requests`
    public record Limits(KvLimits requests, ClientPortLimits port, NodeLimits member) {}

    /// What is logged, and how.
    public record Logging(Level level, Format format) {}

    /// From which weight on something is logged.
    public enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    /// How a log line looks: for people, or one JSON object for programs.
    public enum Format {
        TEXT,
        JSON
    }

    /// Whether and where measurements are shown.
    ///
    /// @param enabled on the client port
    /// @param listen where else; null for nowhere
    public record Metrics(boolean enabled, @Nullable Address listen) {
        /// The address of a further port for metrics alone; null when there is none.
        ///
        /// @param clients where clients are listened for
        public @Nullable Address ownPort(Address clients) {
            return enabled && !clients.equals(listen) ? listen : null;
        }
    }

    /// How connections are protected.
    ///
    /// @param clients TLS on the client port; null in the clear
    /// @param peers mutual TLS between members; null in the clear
    public record Security(@Nullable ClientTls clients, @Nullable TlsFiles peers, Admin admin) {}

    /// TLS on the client port.
    ///
    /// @param demandsCertificate lets nobody in without a certificate that is trusted
    public record ClientTls(TlsFiles files, boolean demandsCertificate) {}

    /// Who may look after the group: with neither of the two, everybody.
    ///
    /// @param token holds what opens what is for those who look after the group
    /// @param admitsCertificates a client's certificate opens it
    public record Admin(@Nullable TokenFile token, boolean admitsCertificates) {}

    /// Whether and where to writes are followed.
    ///
    /// @param endpoint of a collector that takes OTLP over HTTP
    /// @param sampleRatio the part of requests that is followed, from 0 to 1, where a client says
    ///   nothing of that
    /// @param serviceName what all members of the cluster are called there
    public record Tracing(boolean enabled, URI endpoint, double sampleRatio, String serviceName) {}

    /// What an engine for data on disk is told. There is none yet, so none of it has an effect.
    ///
    /// @param deltaChainMax deltas of snapshots before they are merged
    /// @param deltaBytesMax bytes of all of them before they are merged
    /// @param compresses does it compress?
    /// @param flushNanos between two flushes
    /// @param idleKeys which of these were set, by key
    public record Storage(
            int deltaChainMax,
            long deltaBytesMax,
            boolean compresses,
            long flushNanos,
            List<String> idleKeys) {
        public Storage {
            idleKeys = List.copyOf(idleKeys);
        }
    }
}
