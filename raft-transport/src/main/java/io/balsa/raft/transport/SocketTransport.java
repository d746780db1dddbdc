package io.balsa.raft.transport;

import static io.balsa.raft.core.Check.check;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.node.Runtime;
import io.balsa.raft.node.Transport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/// Carries messages between members over sockets: with mutual TLS, or in the clear.
///
/// A transport listens for the other members, and dials each of them as soon as it knows its
/// address; it goes on dialling until it is closed. All groups of a process share one.
public final class SocketTransport implements Transport {
    private static final Logger log = LoggerFactory.getLogger(SocketTransport.class);

    private final Identity identity;
    private final EventLoops loops;
    private final Counters counters = new Counters();
    private final Receivers receivers = new Receivers();
    private final Routes routes;
    private final Reception reception;
    private final Protocol.Listening listening;
    private final AtomicReference<String> advertised = new AtomicReference<>("");
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private SocketTransport(
            Protocol protocol, Identity identity, PeerAddress listen, Sockets sockets)
            throws IOException {
        this.identity = identity;
        this.loops = sockets.loops();
        var complaints = new Complaints(log, System::nanoTime);
        var handshake = new Handshake(identity, advertised::get);
        var dialler =
                new Dialler(
                        handshake,
                        protocol,
                        sockets,
                        counters,
                        FrameScratch.usual(),
                        new FlushTurns(loops.loop()));
        this.routes = new Routes(dialler, receivers, complaints);
        this.reception = new Reception(dialler, receivers, routes, complaints);
        this.listening = listen(protocol, listen, sockets);
        if (!new InetSocketAddress(listen.host(), 0).getAddress().isAnyLocalAddress()) {
            advertise(new PeerAddress(listen.host(), port()));
        }
    }

    /// Opens a transport that listens at `listen`, and dials others once it is told of them.
    ///
    /// @param protocol how frames get from one process to another
    /// @throws IOException when it cannot listen there; the message says what to do
    public static SocketTransport open(
            Protocol protocol, Identity identity, PeerAddress listen, TransportOptions options)
            throws IOException {
        var loops = EventLoops.open("raft-" + protocol.name());
        var tls = PeerTls.of(options.credentials(), protocol.applicationProtocols());
        var sockets = new Sockets(loops, options.limits(), options.timing(), tls);
        return new SocketTransport(protocol, identity, listen, sockets);
    }

    /// The same in the clear.
    ///
    /// @throws IOException when it cannot listen there; the message says what to do
    public static SocketTransport open(
            Protocol protocol,
            Identity identity,
            PeerAddress listen,
            TransportLimits limits,
            TransportTiming timing)
            throws IOException {
        return open(protocol, identity, listen, new TransportOptions(limits, timing, null));
    }

    private Protocol.Listening listen(Protocol protocol, PeerAddress listen, Sockets sockets)
            throws IOException {
        try {
            var address = new InetSocketAddress(listen.host(), listen.port());
            return protocol.listen(address, sockets, reception);
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
        return listening.port();
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
    public TransportStatistics statistics() {
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
        reception.close();
        listening.close();
        loops.close();
    }

    @Override
    public String toString() {
        return "transport of %s at port %d".formatted(identity, port());
    }

    private final class GroupLink implements Link {
        private final GroupId group;
        private final Receiver receiver;
        private final AtomicBoolean isOpen = new AtomicBoolean(true);

        GroupLink(GroupId group, Receiver receiver) {
            this.group = group;
            this.receiver = receiver;
        }

        @Override
        public void members(SortedMap<MemberId, String> addresses) {
            if (isOpen.get()) {
                routes.learn(book -> book.introduce(group, addresses));
            }
        }

        @Override
        public void send(MemberId to, PeerMessage message) {
            check(!to.equals(identity.member()), "a member sends nothing to itself");
            if (isOpen.get()) {
                routes.send(to, Outgoing.of(group, message));
            }
        }

        @Override
        public void close() {
            if (isOpen.compareAndSet(true, false)) {
                routes.learn(book -> book.leave(group));
                receivers.leave(group, receiver);
            }
        }
    }
}
