package io.balsa.raft.grpc;

import static io.balsa.raft.core.Check.check;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.node.Runtime;
import io.balsa.raft.node.Transport;
import io.grpc.DecompressorRegistry;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.ChannelOption;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/// Carries messages between members over gRPC, in the clear.
///
/// A transport listens for the other members, and dials each of them as soon as it knows its
/// address; it goes on dialling until it is closed. All groups of a process share one.
public final class GrpcTransport implements Transport {
    private static final Logger log = LoggerFactory.getLogger(GrpcTransport.class);

    private static final long IDLE_SECONDS = 30;
    private static final long GOODBYE_MILLIS_MAX = 200;
    private static final long CLOSE_MILLIS_MAX = 1_000;
    private static final int CALLS_PER_CONNECTION_MAX = 4;

    /// gRPC resets the stream of a frame beyond its limit without a word. Where its limit is some
    /// way behind ours, whoever sends a frame that is too large is told so.
    private static final int BACKSTOP_FACTOR = 2;

    private final Identity identity;
    private final EventLoops loops = EventLoops.open();
    private final Counters counters = new Counters();
    private final Receivers receivers = new Receivers();
    private final Routes routes;
    private final TransportService service;
    private final Server server;
    private final AtomicReference<String> advertised = new AtomicReference<>("");
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private GrpcTransport(
            Identity identity, PeerAddress listen, GrpcLimits limits, GrpcTiming timing)
            throws IOException {
        this.identity = identity;
        var complaints = new Complaints(log, System::nanoTime);
        var handshake = new Handshake(identity, advertised::get);
        var dialler = new Dialler(handshake, limits, timing, loops, counters);
        this.routes = new Routes(dialler, receivers, complaints);
        this.service = new TransportService(dialler, receivers, routes, complaints);
        var doorkeeper = new Doorkeeper(limits, timing, counters, complaints);
        this.server = start(doorkeeper, listen, limits);
        if (!new InetSocketAddress(listen.host(), 0).getAddress().isAnyLocalAddress()) {
            advertise(new PeerAddress(listen.host(), port()));
        }
    }

    /// Opens a transport that listens at `listen` and dials `others`; among these the member itself
    /// is ignored.
    ///
    /// @throws IOException when it cannot listen there; the message says what to do
    public static GrpcTransport open(
            Identity identity,
            PeerAddress listen,
            Map<MemberId, PeerAddress> others,
            GrpcLimits limits,
            GrpcTiming timing)
            throws IOException {
        var transport = new GrpcTransport(identity, listen, limits, timing);
        transport.updateAddresses(others);
        return transport;
    }

    private Server start(Doorkeeper doorkeeper, PeerAddress listen, GrpcLimits limits)
            throws IOException {
        var server =
                NettyServerBuilder.forAddress(new InetSocketAddress(listen.host(), listen.port()))
                        .bossEventLoopGroup(loops.group())
                        .workerEventLoopGroup(loops.group())
                        .channelFactory(() -> {
                            var socket = loops.serverSocket().get();
                            socket.pipeline().addLast(doorkeeper);
                            return socket;
                        })
                        .withChildOption(ChannelOption.TCP_NODELAY, true)
                        .directExecutor()
                        .decompressorRegistry(DecompressorRegistry.emptyInstance())
                        .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION_MAX)
                        .maxConnectionIdle(IDLE_SECONDS, TimeUnit.SECONDS)
                        .keepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS)
                        .flowControlWindow(Dialler.WINDOW_BYTES)
                        .maxInboundMessageSize(BACKSTOP_FACTOR * limits.frameBytesMax())
                        .addService(service.definition())
                        .build();
        try {
            return server.start();
        } catch (IOException e) {
            loops.close();
            throw cannotListen(listen, e);
        }
    }

    private static IOException cannotListen(PeerAddress listen, IOException cause) {
        var why = cause.getCause() == null ? cause.getMessage() : cause.getCause().getMessage();
        return new IOException(
                ("cannot listen for other members at %s: %s. Stop what uses this port, or give "
                                + "this member another peer address of this machine.")
                        .formatted(listen, why),
                cause);
    }

    /// The port that this transport listens at: the one chosen, if it was told to listen at port 0.
    public int port() {
        return server.getPort();
    }

    /// From now on the other members are these, at these addresses, as far as the memberships in
    /// the logs do not say otherwise ([Link#members]). Connections to addresses that stay the same
    /// are kept.
    public void updateAddresses(Map<MemberId, PeerAddress> others) {
        routes.learn(book -> book.configure(others));
    }

    /// Tells members that this one dials where it can be reached itself, so that one which does not
    /// know it yet can answer. At first it is where the transport listens, unless that is every
    /// address of the machine.
    public void advertise(PeerAddress address) {
        advertised.set(address.toString());
    }

    /// A runtime for members of this transport: their event loops run on its thread, so that a
    /// message is taken in, and what it brings about sent, without waking another one; all else
    /// runs on `others`. docs/decisions/0010-loop-on-the-transport.md has what that saves, and when
    /// it does not.
    public Runtime runtime(Runtime others) {
        return new TransportRuntime(loops.loop(), others);
    }

    /// How much it has done since it was opened.
    public GrpcStatistics statistics() {
        return counters.statistics();
    }

    @Override
    public Link join(GroupId group, Receiver receiver) {
        receivers.join(group, receiver);
        routes.learn(book -> book.join(group));
        return new GroupLink(group, receiver);
    }

    @Override
    public void close() {
        if (!isClosed.compareAndSet(false, true)) {
            return;
        }
        routes.close();
        service.close();
        server.shutdown();
        try {
            if (!server.awaitTermination(GOODBYE_MILLIS_MAX, TimeUnit.MILLISECONDS)) {
                server.shutdownNow().awaitTermination(CLOSE_MILLIS_MAX, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        loops.close();
    }

    @Override
    public String toString() {
        return "transport of %s at port %d".formatted(identity, port());
    }

    private final class GroupLink implements Link {
        private final GroupId group;
        private final Receiver receiver;
        private volatile boolean isOpen = true;

        GroupLink(GroupId group, Receiver receiver) {
            this.group = group;
            this.receiver = receiver;
        }

        @Override
        public void members(SortedMap<MemberId, String> addresses) {
            if (isOpen) {
                routes.learn(book -> book.introduce(group, addresses));
            }
        }

        @Override
        public void send(MemberId to, PeerMessage message) {
            check(!to.equals(identity.member()), "a member sends nothing to itself");
            if (isOpen) {
                routes.send(to, Outgoing.of(group, message));
            }
        }

        @Override
        public void close() {
            isOpen = false;
            receivers.leave(group, receiver);
            routes.learn(book -> book.leave(group));
        }
    }
}
