package io.balsa.scenarios;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where the members of one cluster listen and keep their data.
///
/// @param ports client port and peer port of each member
record Layout(Path folder, List<Ports> ports) {
    record Ports(int client, int peer) {}

    /// Chooses ports that are free now. They are all held at the same time, so no two are equal.
    static Layout create(int members) throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (var i = 0; i < 2 * members; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            var ports = new ArrayList<Ports>();
            for (var i = 0; i < members; i++) {
                var client = sockets.get(2 * i).getLocalPort();
                ports.add(new Ports(client, sockets.get(2 * i + 1).getLocalPort()));
            }
            return new Layout(Files.createTempDirectory("balsa-scenario-"), List.copyOf(ports));
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }

    /// Writes the configuration of a member, whose ids count from 1, and returns its process.
    MemberProcess member(int id) throws IOException {
        var home = Files.createDirectories(folder.resolve("member-" + id));
        Files.writeString(home.resolve("balsa.toml"), configuration(id, home));
        return new MemberProcess(id, ports.get(id - 1).client, home);
    }

    private String configuration(int id, Path home) {
        var own = ports.get(id - 1);
        var text =
                new StringBuilder(
                        """
                        [node]
                        node_id = %d
                        listen_addr = "127.0.0.1:%d"
                        data_dir = '%s'

                        [http]
                        port = %d

                        [cluster]
                        name = "scenario"
                        bootstrap = %s
                        expected_voters = %d
                        """
                                .formatted(
                                        id,
                                        own.peer,
                                        home.resolve("data"),
                                        own.client,
                                        id == 1,
                                        ports.size()));
        for (var other = 1; other <= ports.size(); other++) {
            if (other != id) {
                text.append(
                        """

                        [[cluster.peers]]
                        node_id = %d
                        addr = "127.0.0.1:%d"
                        """
                                .formatted(other, ports.get(other - 1).peer));
            }
        }
        return text.toString();
    }
}
