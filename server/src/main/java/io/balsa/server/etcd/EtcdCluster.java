package io.balsa.server.etcd;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.Consistency;
import io.balsa.server.config.Address;
import io.balsa.server.store.ReplicatedStore;
import io.balsa.wire.etcd.ClusterGrpc;
import io.balsa.wire.etcd.Member;
import io.balsa.wire.etcd.MemberListRequest;
import io.balsa.wire.etcd.MemberListResponse;
import io.grpc.stub.StreamObserver;

import java.util.Map;
import java.util.function.Supplier;

/// etcd's membership service, as far as it is served: who belongs to the group.
public final class EtcdCluster extends ClusterGrpc.ClusterImplBase {
    private final ReplicatedStore store;
    private final Headers headers;
    private final Map<MemberId, Supplier<Address>> clientAddresses;

    /// A service of the group behind `store`.
    ///
    /// @param clientAddresses where clients reach the members, as far as this one knows; asked for
    ///   each answer
    public EtcdCluster(
            ReplicatedStore store,
            Headers headers,
            Map<MemberId, Supplier<Address>> clientAddresses) {
        this.store = store;
        this.headers = headers;
        this.clientAddresses = Map.copyOf(clientAddresses);
    }

    @Override
    public void memberList(MemberListRequest request, StreamObserver<MemberListResponse> client) {
        var consistency = request.getLinearizable() ? Consistency.LINEARIZABLE : Consistency.LOCAL;
        Replies.answer(client, store.ask(_ -> list(), consistency));
    }

    private MemberListResponse list() {
        var state = store.state();
        var answer = MemberListResponse.newBuilder().setHeader(headers.of(state.term()));
        var membership = state.membership();
        for (var id : membership.members()) {
            var member =
                    Member.newBuilder()
                            .setID(id.value())
                            .setName("member-" + id)
                            .setIsLearner(membership.learners().contains(id));
            var peerAddress = membership.addresses().get(id);
            if (peerAddress != null) {
                member.addPeerURLs("http://" + peerAddress);
            }
            var clientAddress = clientAddresses.get(id);
            if (clientAddress != null) {
                member.addClientURLs("http://" + clientAddress.get());
            }
            answer.addMembers(member);
        }
        return answer.build();
    }
}
