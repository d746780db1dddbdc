package io.balsa.raft.member;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.balsa.raft.core.Limits;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.RaftOptions;
import io.balsa.raft.core.Timing;
import io.balsa.raft.grpc.GrpcTransport;
import io.balsa.raft.log.DataDirectory;
import io.balsa.raft.log.LogStore;
import io.balsa.raft.log.SegmentedLog;
import io.balsa.raft.log.snapshot.DiskSnapshots;
import io.balsa.raft.log.snapshot.SnapshotStore;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.NodeLimits;
import io.balsa.raft.node.Observer;
import io.balsa.raft.node.OpenParts;
import io.balsa.raft.node.RaftNode;
import io.balsa.raft.node.RaftSetup;
import io.balsa.raft.node.Runtime;
import io.balsa.raft.node.SnapshotOptions;
import io.balsa.raft.node.StateMachine;
import io.balsa.raft.node.ThreadRuntime;
import io.balsa.raft.node.Transport;
import io.balsa.raft.transport.Identity;
import io.balsa.raft.transport.PeerAddress;
import io.balsa.raft.transport.SocketTransport;
import io.balsa.raft.transport.TransportOptions;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// Says what a member is like, part by part, then starts it. Needed are [#id], [#dataIn] or a
/// [#log], and an address: one of [#founders], [#listen] and a [#transport]. The rest has defaults.
///
/// @param <R> what applying a command results in
public final class RaftMemberBuilder<R> {
    /// Heartbeats every 100 ms, elections after 1 to 2 seconds of silence: for members in one
    /// place, on machines that may be busy.
    public static final Timing TIMING =
            new Timing(
                    MILLISECONDS.toNanos(100),
                    MILLISECONDS.toNanos(1_000),
                    MILLISECONDS.toNanos(2_000));

    private static final Logger LOG = LoggerFactory.getLogger(RaftMember.class);

    private final StateMachine<R> machine;
    private @Nullable MemberId id;
    private GroupId group = GroupId.FIRST;
    private ClusterName cluster = new ClusterName("balsa");
    private MemberAddresses founders = MemberAddresses.NONE;
    private MemberAddresses contacts = MemberAddresses.NONE;
    private @Nullable PeerAddress listen;
    private @Nullable Path folder;
    private @Nullable LogStore log;
    private @Nullable SnapshotStore snapshots;
    private @Nullable Transport transport;
    private @Nullable Runtime runtime;
    private Timing timing = TIMING;
    private Limits limits = Limits.DEFAULT;
    private NodeLimits nodeLimits = NodeLimits.DEFAULT;
    private RaftOptions options = RaftOptions.DEFAULT;
    private SnapshotOptions snapshotOptions = SnapshotOptions.DEFAULT;
    private TransportOptions transportOptions = TransportOptions.DEFAULT;
    private boolean isChecked;

    RaftMemberBuilder(StateMachine<R> machine) {
        this.machine = machine;
    }

    // ---- Who it is ----

    /// Its id: positive, and never used by another member of the group, nor by this one once it has
    /// lost its data.
    public RaftMemberBuilder<R> id(long id) {
        this.id = MemberId.of(id);
        return this;
    }

    /// The group that it belongs to, for programs with several on one [#transport]; [GroupId#FIRST]
    /// unless told. The members on a transport all have its id, and each a folder of its own.
    public RaftMemberBuilder<R> group(GroupId group) {
        this.group = group;
        return this;
    }

    /// What its cluster is called: members of clusters with different names refuse each other, so
    /// that a wrong address does no harm. `balsa` unless told.
    public RaftMemberBuilder<R> cluster(String name) {
        cluster = new ClusterName(name);
        return this;
    }

    /// The first members of the group, this one among them, as `1=host:port,2=host:port`. The same
    /// for each of them, at every start: once there is a group, its log tells who belongs to it.
    public RaftMemberBuilder<R> founders(String members) {
        return founders(MemberAddresses.parse(members));
    }

    /// The first members of the group, this one among them.
    public RaftMemberBuilder<R> founders(MemberAddresses members) {
        founders = members;
        return this;
    }

    /// For a member that joins later: where some that are there already can be reached, until the
    /// log tells.
    public RaftMemberBuilder<R> contacts(MemberAddresses members) {
        contacts = members;
        return this;
    }

    /// Where it listens for the others, if not at the address that the founders know.
    public RaftMemberBuilder<R> listen(String address) {
        listen = PeerAddress.parse(address);
        return this;
    }

    /// The folder for its log, its ballot and its snapshots. Created when it is not there; refused
    /// when it belongs to another member.
    public RaftMemberBuilder<R> dataIn(Path folder) {
        this.folder = folder;
        return this;
    }

    // ---- How it behaves ----

    /// Heartbeats and election timeouts, the same on all members; [#TIMING] unless told.
    public RaftMemberBuilder<R> timing(Timing timing) {
        this.timing = timing;
        return this;
    }

    /// What a leader lets pile up; [Limits#DEFAULT] unless told.
    public RaftMemberBuilder<R> limits(Limits limits) {
        this.limits = limits;
        return this;
    }

    /// What the member lets pile up outside the protocol; [NodeLimits#DEFAULT] unless told.
    public RaftMemberBuilder<R> nodeLimits(NodeLimits limits) {
        nodeLimits = limits;
        return this;
    }

    /// Priority, lease reads, and what stays of the log behind a snapshot; [RaftOptions#DEFAULT]
    /// unless told.
    public RaftMemberBuilder<R> options(RaftOptions options) {
        this.options = options;
        return this;
    }

    /// When it takes snapshots, and how it passes them on; [SnapshotOptions#DEFAULT] unless told.
    public RaftMemberBuilder<R> snapshotOptions(SnapshotOptions options) {
        snapshotOptions = options;
        return this;
    }

    /// Limits and times of the transport over gRPC, and the credentials of members that prove to
    /// each other who they are (mutual TLS); [TransportOptions#DEFAULT], in the clear, unless told.
    public RaftMemberBuilder<R> transportOptions(TransportOptions options) {
        transportOptions = options;
        return this;
    }

    /// Checks the contracts of log, snapshots and machine while it runs, see [RaftSetup#checked].
    public RaftMemberBuilder<R> checked() {
        isChecked = true;
        return this;
    }

    // ---- Parts of the program's own ----

    /// A log of the program's own in place of the one in the folder; closed with the member.
    public RaftMemberBuilder<R> log(LogStore log) {
        this.log = log;
        return this;
    }

    /// A store for snapshots of the program's own, closed with the member. A member with a log of
    /// the program's own and no store for snapshots takes none, and keeps its log whole.
    public RaftMemberBuilder<R> snapshots(SnapshotStore snapshots) {
        this.snapshots = snapshots;
        return this;
    }

    /// A transport of the program's own. Not closed with the member, for other groups may use it.
    public RaftMemberBuilder<R> transport(Transport transport) {
        this.transport = transport;
        return this;
    }

    /// Threads and a clock of the program's own.
    public RaftMemberBuilder<R> runtime(Runtime runtime) {
        this.runtime = runtime;
        return this;
    }

    // ---- The start ----

    /// Opens everything, and starts the member. It listens when this returns, though it may not
    /// know a leader yet.
    ///
    /// @throws IOException when its folder or its port cannot be had: the message says why, and
    ///   nothing is left open
    /// @throws IllegalStateException when something needed was not said
    public RaftMember<R> start() throws IOException {
        var parts = new OpenParts();
        try {
            return start(require(id, "an id"), parts);
        } catch (IOException | RuntimeException failure) {
            parts.close();
            throw failure;
        }
    }

    private static Runtime threads(MemberId self, @Nullable SocketTransport transport) {
        var threads = new ThreadRuntime("member-" + self);
        return transport == null ? threads : transport.runtime(threads);
    }

    private RaftMember<R> start(MemberId self, OpenParts parts) throws IOException {
        var stores = openStores(self, parts);
        var grpc = transport == null ? parts.keep(openTransport(self)) : null;
        var world =
                new RaftSetup.World(
                        runtime != null ? runtime : threads(self, grpc),
                        stores.log(),
                        stores.snapshots(),
                        transport != null ? transport : require(grpc, "a transport"),
                        new SplittableRandom(),
                        Observer.NONE);
        var bootstrap = founders.addresses().isEmpty() ? null : founders.voters();
        var setup =
                new RaftSetup<>(
                        self,
                        group,
                        timing,
                        limits,
                        nodeLimits,
                        options,
                        snapshotOptions,
                        bootstrap,
                        world,
                        machine);
        var node = RaftNode.start(isChecked ? setup.checked() : setup);
        stores.handOver(parts);
        return new RaftMember<>(node, parts, grpc == null ? null : address(self, grpc.port()));
    }

    private Stores openStores(MemberId self, OpenParts parts) throws IOException {
        if (log != null) {
            return new Stores(parts.keep(log), snapshots == null ? null : parts.keep(snapshots));
        }
        var path = require(folder, "a folder (dataIn) or a log");
        var directory = parts.keep(DataDirectory.open(path, cluster.id(), self));
        var segments = parts.keep(SegmentedLog.open(directory.disk("log")));
        segments.repairs().forEach(repair -> LOG.warn("in {}: {}", path, repair));
        return new Stores(
                segments,
                parts.keep(
                        snapshots != null
                                ? snapshots
                                : DiskSnapshots.open(directory.disk("snapshots"))));
    }

    private SocketTransport openTransport(MemberId self) throws IOException {
        return GrpcTransport.open(
                new Identity(cluster.id(), self),
                address(self, null),
                founders.or(contacts).addresses(),
                transportOptions);
    }

    /// Where it listens; at `port` if that is known by now.
    private PeerAddress address(MemberId self, @Nullable Integer port) {
        var told = listen != null ? listen : founders.addresses().get(self);
        var address = require(told, "an address: its own among the founders, or listen");
        return port == null ? address : new PeerAddress(address.host(), port);
    }

    private static <T> T require(@Nullable T part, String what) {
        if (part == null) {
            throw new IllegalStateException("a member needs " + what);
        }
        return part;
    }
}
