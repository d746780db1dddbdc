package io.balsa.raft.testkit.network;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.node.Transport;
import io.balsa.raft.testkit.contract.TransportNetwork;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The network of members that share a process: a message is a call of its receiver, on the thread
/// of whoever sends it. It loses nothing but what is cut off or too large.
///
/// A receiver that answers at once is called within its own call, so members belong here, which put
/// down what they hear and answer later. Nothing needs to be closed at the end.
public final class MemoryNetwork implements TransportNetwork {
    /// What the entries, commands or piece of a snapshot in one message take at most, unless the
    /// network was made for other messages.
    public static final long MESSAGE_BYTES_MAX = 16 << 20;

    private static final String ADDRESSES = "memory:";

    private final Map<Place, MemoryLink> links = new ConcurrentHashMap<>();
    private final Set<Way> cuts = ConcurrentHashMap.newKeySet();
    private final long messageBytesMax;

    private record Place(GroupId group, MemberId member) {}

    /// From one member to another, in this direction.
    private record Way(MemberId from, MemberId to) {}

    /// A network that carries messages of up to [#MESSAGE_BYTES_MAX].
    public MemoryNetwork() {
        this(MESSAGE_BYTES_MAX);
    }

    /// A network that drops messages of more than `messageBytesMax` by [PeerMessage#bytes].
    public MemoryNetwork(long messageBytesMax) {
        this.messageBytesMax = messageBytesMax;
    }

    /// Opens the transport of a member, which finds those opened before and after it. One that
    /// starts again gets another one, once the links of the last are closed.
    @Override
    public Transport open(MemberId member) {
        return new MemoryTransport(this, member);
    }

    /// Other clusters have networks of their own.
    @Override
    public Transport openStranger(MemberId member) {
        return new MemoryNetwork(messageBytesMax).open(member);
    }

    @Override
    public String address(MemberId from, MemberId member) {
        return address(member);
    }

    /// Where a member is for all others. They find it without being told; if they are told another
    /// address of this network, they look for it there in vain.
    public static String address(MemberId member) {
        return ADDRESSES + member;
    }

    @Override
    public void cut(MemberId from, MemberId to) {
        cuts.add(new Way(from, to));
    }

    @Override
    public void heal(MemberId from, MemberId to) {
        cuts.remove(new Way(from, to));
    }

    void join(MemoryLink link) {
        if (links.putIfAbsent(new Place(link.group(), link.member()), link) != null) {
            throw new IllegalStateException(
                    "member %s has joined group %d already: close its link first"
                            .formatted(link.member(), link.group().value()));
        }
    }

    void leave(MemoryLink link) {
        links.remove(new Place(link.group(), link.member()), link);
    }

    /// Delivers a message, or returns false.
    ///
    /// @param told the address at which `to` is said to be
    boolean deliver(MemoryLink from, MemberId to, String told, PeerMessage message) {
        var link = links.get(new Place(from.group(), to));
        if (link == null
                || cuts.contains(new Way(from.member(), to))
                || isElsewhere(to, told)
                || message.bytes() > messageBytesMax) {
            return false;
        }
        link.receive(from.member(), message);
        return true;
    }

    /// Somebody else is at an address of this network, and takes in nothing for `member`.
    private static boolean isElsewhere(MemberId member, String told) {
        return told.startsWith(ADDRESSES) && !told.equals(address(member));
    }
}
