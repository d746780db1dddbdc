package io.balsa.raft.transport;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.transport.v1.Wire.Hello;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/// Decides whether two members belong together. Both sides ask the same questions.
///
/// @param address where this member can be reached, as `host:port`; empty when it does not know
record Handshake(Identity self, Supplier<String> address) {
    static final int PROTOCOL = 1;

    Hello hello(MemberId to, Traffic traffic) {
        return Hello.newBuilder()
                .setProtocol(PROTOCOL)
                .setCluster(self.cluster())
                .setFrom(self.member().value())
                .setTo(to.value())
                .setTraffic(traffic.wire())
                .setAddress(address.get())
                .build();
    }

    /// What speaks against listening to whoever sent `hello`, as sentences for both operators, or
    /// null when nothing does.
    ///
    /// @param dialled the member that this side meant to reach, null when it was reached
    @Nullable String objection(Hello hello, @Nullable MemberId dialled) {
        if (hello.getProtocol() != PROTOCOL) {
            return ("protocol version %d was offered, %s speaks version %d: "
                            + "run the same version of Balsa in all members")
                    .formatted(hello.getProtocol(), self, PROTOCOL);
        }
        if (hello.getFrom() <= 0) {
            return "a member id is positive, not " + hello.getFrom();
        }
        var from = MemberId.of(hello.getFrom());
        if (hello.getCluster() != self.cluster()) {
            return ("%s does not belong to the cluster of %s: compare the cluster names and initial"
                            + " members in both configurations")
                    .formatted(new Identity(hello.getCluster(), from), self);
        }
        if (dialled != null && !from.equals(dialled)) {
            return ("member %s was expected at this address, member %s is there: "
                            + "check the peer addresses")
                    .formatted(dialled, from);
        }
        if (from.equals(self.member())) {
            return ("member %s is the one asked, and another one uses its id: "
                            + "give each member an id of its own")
                    .formatted(from);
        }
        if (hello.getTo() != self.member().value()) {
            return ("member %s wants member %d, but member %s is at this address: "
                            + "check the peer addresses")
                    .formatted(from, hello.getTo(), self.member());
        }
        return null;
    }
}
