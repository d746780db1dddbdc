package io.balsa.raft.member;

import static java.util.Collections.unmodifiableSortedMap;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.transport.PeerAddress;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Some members, and where each listens for the others.
public record MemberAddresses(SortedMap<MemberId, PeerAddress> addresses) {
    public static final MemberAddresses NONE = new MemberAddresses(new TreeMap<>());

    public MemberAddresses {
        addresses = unmodifiableSortedMap(new TreeMap<>(addresses));
    }

    /// Reads `id=host:port` pairs with commas between them, as in
    /// `1=10.0.0.1:7001,2=10.0.0.2:7001,3=10.0.0.3:7001`.
    ///
    /// @throws IllegalArgumentException when `text` is something else, or names a member twice
    public static MemberAddresses parse(String text) {
        var addresses = new TreeMap<MemberId, PeerAddress>();
        for (var pair : text.split(",", -1)) {
            var parts = pair.strip().split("=", 2);
            if (parts.length != 2) {
                throw new IllegalArgumentException(
                        "\"%s\" is no member: write id=host:port, as in 1=10.0.0.1:7001"
                                .formatted(pair));
            }
            if (addresses.put(id(parts[0]), PeerAddress.parse(parts[1])) != null) {
                throw new IllegalArgumentException("member %s is named twice".formatted(parts[0]));
            }
        }
        return new MemberAddresses(addresses);
    }

    private static MemberId id(String text) {
        try {
            return MemberId.of(Long.parseLong(text.strip()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"%s\" is no member id: it is a positive whole number".formatted(text), e);
        }
    }

    /// The addresses as a membership in the log holds them. What is no peer address is left out.
    static MemberAddresses of(Membership membership) {
        var addresses = new TreeMap<MemberId, PeerAddress>();
        membership
                .addresses()
                .forEach((id, text) -> {
                    try {
                        addresses.put(id, PeerAddress.parse(text));
                    } catch (IllegalArgumentException _) {
                        // Somebody gave it an address for another transport.
                    }
                });
        return new MemberAddresses(addresses);
    }

    /// These, and those of `others` that are not among them.
    MemberAddresses or(MemberAddresses others) {
        var all = new TreeMap<>(others.addresses);
        all.putAll(addresses);
        return new MemberAddresses(all);
    }

    /// A membership in which all of these vote.
    Membership voters() {
        return Membership.ofVoters(texts());
    }

    /// The addresses as a membership holds them.
    public SortedMap<MemberId, String> texts() {
        var texts = new TreeMap<MemberId, String>();
        addresses.forEach((id, address) -> texts.put(id, address.toString()));
        return texts;
    }

    @Override
    public String toString() {
        return addresses.entrySet().stream()
                .map(Map.Entry::toString)
                .collect(Collectors.joining(","));
    }
}
