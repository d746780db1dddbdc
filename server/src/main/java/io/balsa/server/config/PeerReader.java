package io.balsa.server.config;

import io.balsa.raft.core.MemberId;
import io.balsa.server.config.ServerConfig.Node;
import io.balsa.server.config.ServerConfig.Peer;
import io.balsa.server.config.Settings.Bounds;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads who the other members are, and whether that fits together.
final class PeerReader {
    private static final String KEY = "cluster.peers";
    private static final String NO_ADDRESS = "cluster.peers.addr cannot be empty";

    /// Stands for what was left out or is wrong, which has been reported then.
    private static final Address NOWHERE = new Address("nowhere", 0);

    private final Settings settings;
    private final Node self;
    private final boolean isJoining;
    private final List<Peer> peers = new ArrayList<>();
    private final Set<MemberId> ids = new HashSet<>();
    private final Set<Address> addresses = new HashSet<>();
    private int listed;

    /// @param isJoining is this member none of the first?
    PeerReader(Settings settings, Node self, boolean isJoining) {
        this.settings = settings;
        this.self = self;
        this.isJoining = isJoining;
    }

    List<Peer> peers() {
        settings.override(KEY).ifPresentOrElse(this::readList, this::readTables);
        checkExpectedVoters();
        checkSelf();
        return peers;
    }

    private void readTables() {
        for (var table : settings.tables(KEY)) {
            listed++;
            var zero = "cluster.peers.node_id must be greater than 0";
            var id = settings.number(table + ".node_id", 0, new Bounds(1, Long.MAX_VALUE, zero));
            if (!settings.has(table + ".node_id")) {
                settings.complain(table, zero);
            }
            var address = settings.address(table + ".addr", NOWHERE, NO_ADDRESS);
            if (!settings.has(table + ".addr")) {
                settings.complain(table, NO_ADDRESS);
            }
            var empty = "cluster.peers.client_addr cannot be empty";
            var hasClient = settings.has(table + ".client_addr");
            var client =
                    hasClient ? settings.address(table + ".client_addr", NOWHERE, empty) : NOWHERE;
            if (id > 0 && !address.equals(NOWHERE)) {
                add(table, id, address, client.equals(NOWHERE) ? null : client);
            }
        }
    }

    private void readList(String list) {
        settings.tell(KEY, "\"%s\"".formatted(list));
        for (var item : list.split(",", -1)) {
            listed++;
            var equals = item.indexOf('=');
            try {
                var id = Long.parseLong(item.substring(0, Math.max(0, equals)).strip());
                var address = Address.parse(item.substring(equals + 1).strip());
                if (id > 0) {
                    add(KEY, id, address, null);
                } else {
                    settings.complain(KEY, "cluster.peers.node_id must be greater than 0");
                }
            } catch (IllegalArgumentException _) {
                settings.complain(
                        KEY,
                        "\"%s\" is no peer: write id=host:port, as in 2=127.0.0.1:22380"
                                .formatted(item));
            }
        }
    }

    private void add(String place, long number, Address address, @Nullable Address client) {
        var id = MemberId.of(number);
        if (id.equals(self.id())) {
            settings.complain(place, "cluster.peers must not include current node_id");
        }
        if (address.equals(self.listen()) || address.equals(self.advertised())) {
            settings.complain(place, "cluster.peers must not reuse current node listen_addr");
        }
        if (!ids.add(id)) {
            settings.complain(place, "cluster.peers contains duplicate node_id: " + id);
        }
        if (!addresses.add(address)) {
            settings.complain(place, "cluster.peers contains duplicate addr: " + address);
        }
        peers.add(new Peer(id, address, client));
    }

    private void checkExpectedVoters() {
        var key = "cluster.expected_voters";
        var zero = "cluster.expected_voters must be greater than 0";
        var bounds = new Bounds(1, Integer.MAX_VALUE, zero);
        var actual = isJoining ? listed : listed + 1;
        var expected = settings.numberIfAny(key, bounds).orElse(0L);
        if (expected > 0 && expected != actual) {
            settings.complain(
                    key,
                    "cluster.expected_voters mismatch: expected=%d, actual=%d (%s)"
                            .formatted(expected, actual, isJoining ? "peers" : "self + peers"));
        }
    }

    /// The address of a member is a part of what the cluster is, so with others it must be real.
    private void checkSelf() {
        var address = self.advertised();
        if (!peers.isEmpty() && (address.port() == 0 || address.isWildcard())) {
            settings.complain(
                    "node.advertise_addr",
                    "node.advertise_addr must say where the other members reach this one: %s does"
                                    .formatted(address)
                            + " not");
        }
    }
}
