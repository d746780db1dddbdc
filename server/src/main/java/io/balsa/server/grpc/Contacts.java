package io.balsa.server.grpc;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.server.config.Address;
import io.balsa.wire.v1.MemberAddress;

import java.util.Map;
import java.util.function.Supplier;

/// Where members are reached.
///
/// @param cluster the name of the cluster
/// @param clientAddresses where clients reach the members, as far as this one knows; asked for each
///   answer
public record Contacts(String cluster, Map<MemberId, Supplier<Address>> clientAddresses) {
    public Contacts {
        clientAddresses = Map.copyOf(clientAddresses);
    }

    MemberAddress of(MemberId member, Membership membership) {
        var contact =
                MemberAddress.newBuilder()
                        .setId(member.value())
                        .setPeerAddress(membership.addresses().getOrDefault(member, ""));
        var client = clientAddresses.get(member);
        if (client != null) {
            contact.setClientAddress(client.get().toString());
        }
        return contact.build();
    }
}
