package io.balsa.scenarios;

import io.balsa.raft.testkit.contract.FreePorts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// Where the members of one cluster listen and keep their data.
///
/// @param transport what carries messages between them
/// @param ports client port and peer port of each member
record Layout(Path folder, String transport, List<Ports> ports) {
    record Ports(int client, int peer) {}

    /// Chooses ports that are free now.
    static Layout create(int members, String transport) throws IOException {
        var free = FreePorts.choose(2 * members);
        var ports =
                IntStream.range(0, members)
                        .mapToObj(i -> new Ports(free.get(2 * i), free.get(2 * i + 1)))
                        .toList();
        return new Layout(Files.createTempDirectory("balsa-scenario-"), transport, ports);
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
                        check_contracts = true

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
