package io.balsa.cli.demo;

import io.balsa.client.Endpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// One member of the demo: all on loopback.
///
/// @param folder for its configuration and data
record DemoMember(int id, Endpoint client, Endpoint peer, Path folder) {
    static final String HOST = "127.0.0.1";

    /// Numbered from 1, with the ports in their order.
    static List<DemoMember> layOut(List<Integer> clientPorts, List<Integer> peerPorts, Path in) {
        return IntStream.range(0, clientPorts.size())
                .mapToObj(i ->
                        new DemoMember(
                                i + 1,
                                new Endpoint(HOST, clientPorts.get(i)),
                                new Endpoint(HOST, peerPorts.get(i)),
                                in.resolve("member-" + (i + 1))))
                .toList();
    }

    Path configuration() {
        return folder.resolve("balsa.toml");
    }

    /// Where it keeps its data.
    Path data() {
        return folder.resolve("data");
    }

    /// The first member founds the cluster, if there is no data yet.
    String configurationText(List<DemoMember> all) {
        var text = new StringBuilder();
        text.append(
                """
                [node]
                node_id = %d
                listen_addr = "%s"
                data_dir = '%s'

                [http]
                port = %d

                [cluster]
                name = "demo"
                bootstrap = %s
                expected_voters = %d
                """
                        .formatted(id, peer, data(), client.port(), id == 1, all.size()));
        for (var other : all) {
            if (other.id != id) {
                text.append(
                        """

                        [[cluster.peers]]
                        node_id = %d
                        addr = "%s"
                        client_addr = "%s"
                        """
                                .formatted(other.id, other.peer, other.client));
            }
        }
        return text.toString();
    }
}
