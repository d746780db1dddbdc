package io.balsa.raft.transport;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.GroupId;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Where the other members are, by those who should know, the surest first: the memberships in the
/// logs of the groups, the configuration, and what a member says of itself when it calls. The last
/// is how a new member can answer a leader that it has never heard of.
///
/// Confined to whoever holds the lock of [Routes].
final class AddressBook {
    /// More callers than that which nobody knows are no members.
    private static final int CALLERS_MAX = 64;

    private final Complaints complaints;
    private final Set<GroupId> joined = new TreeSet<>(AddressBook::compare);
    private final Map<GroupId, SortedMap<MemberId, String>> memberships = new HashMap<>();

    @SuppressWarnings("serial")
    private final Map<MemberId, PeerAddress> callers =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<MemberId, PeerAddress> eldest) {
                    return size() > CALLERS_MAX;
                }
            };

    private Map<MemberId, PeerAddress> configured = Map.of();

    AddressBook(Complaints complaints) {
        this.complaints = complaints;
    }

    private static int compare(GroupId one, GroupId other) {
        return Long.compare(one.value(), other.value());
    }

    void configure(Map<MemberId, PeerAddress> addresses) {
        configured = Map.copyOf(addresses);
    }

    void join(GroupId group) {
        joined.add(group);
    }

    void leave(GroupId group) {
        joined.remove(group);
        memberships.remove(group);
    }

    /// The log of `group` tells where its members are.
    void introduce(GroupId group, SortedMap<MemberId, String> addresses) {
        memberships.put(group, new TreeMap<>(addresses));
    }

    /// `member` has called and says that it can be reached at `address`. Returns false when that is
    /// no news.
    boolean meet(MemberId member, PeerAddress address) {
        return !address.equals(callers.put(member, address));
    }

    /// Everybody who is to be reached. The configuration counts as long as the log of one of the
    /// groups is silent, and afterwards where the address in the log makes no sense.
    SortedMap<MemberId, PeerAddress> addresses() {
        var all = new TreeMap<MemberId, PeerAddress>();
        if (!memberships.keySet().containsAll(joined) || memberships.isEmpty()) {
            all.putAll(configured);
        }
        for (var membership : memberships.values()) {
            membership.forEach((member, text) -> {
                var address = parse(member, text);
                if (address != null) {
                    all.put(member, address);
                }
            });
        }
        callers.forEach(all::putIfAbsent);
        return all;
    }

    private @Nullable PeerAddress parse(MemberId member, String text) {
        try {
            return PeerAddress.parse(text);
        } catch (IllegalArgumentException e) {
            var known = configured.get(member);
            if (known == null) {
                complaints.about(
                        "address " + member,
                        "member %s cannot be reached: %s; set its address in the group"
                                .formatted(member, e.getMessage()));
            }
            return known;
        }
    }
}
