package io.balsa.raft.member;

import io.balsa.raft.node.OpenParts;
import io.balsa.raft.node.RaftNode;
import io.balsa.raft.node.StateMachine;
import io.balsa.raft.transport.PeerAddress;

import org.jspecify.annotations.Nullable;

/// A running member of a group with all that belongs to it: its folder, its log, its connections.
///
///     var member =
///             RaftMember.of(new Counter())
///                     .id(1)
///                     .founders("1=127.0.0.1:7001,2=127.0.0.1:7002,3=127.0.0.1:7003")
///                     .dataIn(Path.of("data/1"))
///                     .start();
///     member.node().propose(command).join();
///
/// Proposals and reads, membership and everything else are [#node]'s.
///
/// @param <R> what applying a command results in
public final class RaftMember<R> implements AutoCloseable {
    private final RaftNode<R> node;
    private final OpenParts parts;
    private final @Nullable PeerAddress address;

    RaftMember(RaftNode<R> node, OpenParts parts, @Nullable PeerAddress address) {
        this.node = node;
        this.parts = parts;
        this.address = address;
        // Perhaps it has ended on the transport's own thread, which its port needs to close.
        var _ =
                node.termination()
                        .whenCompleteAsync((_, _) -> parts.close(), Thread::startVirtualThread);
    }

    /// A member to be that replicates `machine`.
    public static <R> RaftMemberBuilder<R> of(StateMachine<R> machine) {
        return new RaftMemberBuilder<>(machine);
    }

    /// What a program works with.
    public RaftNode<R> node() {
        return node;
    }

    /// Where it listens for the others: with the port in use, also where any would do.
    ///
    /// @throws IllegalStateException when it was given a transport of the program's own
    public PeerAddress address() {
        if (address == null) {
            throw new IllegalStateException("only the transport that this member was given knows");
        }
        return address;
    }

    /// Ends the member, then all that belongs to it. Returns when all is closed.
    @Override
    public void close() {
        node.close();
        node.termination().handle((_, _) -> true).join();
        parts.close();
    }
}
