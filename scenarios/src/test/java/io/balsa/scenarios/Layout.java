package io.balsa.scenarios;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Where the members of one cluster listen and keep their data.
///
/// @param transport what carries messages between them
/// @param ports client port and peer port of each member
record Layout(Path folder, String transport, List<Ports> ports) {
    record Ports(int client, int peer) {}

    /// Chooses ports that are free now. They are all held at the same time, so no two are equal.
    static Layout create(int members, String transport) throws IOException {
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
            var folder = Files.createTempDirectory("balsa-scenario-");
            return new Layout(folder, transport, List.copyOf(ports));
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }

    /// Where a member, whose ids count from 1, has its files.
    Path home(long id) {
        return folder.resolve("member-" + id);
    }

    /// Writes the configuration of a member, and returns its process.
    ///
    /// @param more what else it is told, in TOML
    MemberProcess member(int id, String more) throws IOException {
        var home = Files.createDirectories(home(id));
        Files.writeString(home.resolve("balsa.toml"), configuration(id, home) + more);
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

                        [raft]
                        transport = "%s"

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
                                        transport,
                                        id == 1,
                                        ports.size()));
        IntStream.rangeClosed(1, ports.size())
                .filter(other -> other != id)
                .forEach(other -> text.append(peer(other)));
        return text.toString();
    }

    private String peer(int id) {
        return """

        [[cluster.peers]]
        node_id = %d
        addr = "127.0.0.1:%d"
        """
                .formatted(id, ports.get(id - 1).peer);
    }
}
