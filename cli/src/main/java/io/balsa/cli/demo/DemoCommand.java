package io.balsa.cli.demo;

import io.balsa.cli.console.Failure;
import io.balsa.cli.console.Terminal;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/// `balsa demo`.
@Command(
        name = "demo",
        description = {
            "Runs a cluster on this machine: three members as three processes, on loopback.",
            "Says how to talk to them and what happens to them, until Ctrl-C."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final int MEMBERS_MAX = 9;
    private static final int MEMBERS_WITH_USUAL_PORTS = 5;
    private static final List<Integer> CLIENT_PORTS = List.of(2379, 22379, 32379, 42379, 52379);
    private static final List<Integer> PEER_PORTS = List.of(2380, 22380, 32380, 42380, 52380);

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--members",
            defaultValue = "3",
            description = "How many (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--client-ports",
            split = ",",
            paramLabel = "PORT",
            description = "One for each member (default: 2379,22379,32379).")
    private List<Integer> clientPorts = List.of();

    @Option(
            names = "--peer-ports",
            split = ",",
            paramLabel = "PORT",
            description = "Where members talk to each other (default: 2380,22380,32380).")
    private List<Integer> peerPorts = List.of();

    @Option(
            names = "--data-dir",
            paramLabel = "FOLDER",
            description = "Keeps the data, and goes on with it (default: a temporary folder).")
    private @Nullable Path dataDirectory;

    @Option(names = "--restart", description = "Start a member that has died again by itself.")
    private boolean restarts;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (count < 1 || count > MEMBERS_MAX) {
            throw Failure.usage("--members must be 1 to %d, not %d".formatted(MEMBERS_MAX, count));
        }
        var clients = ports("--client-ports", clientPorts, CLIENT_PORTS);
        var peers = ports("--peer-ports", peerPorts, PEER_PORTS);
        PortCheck.requireFree(clients, peers);
        var isTemporary = dataDirectory == null;
        var folder =
                dataDirectory == null
                        ? Files.createTempDirectory("balsa-demo-")
                        : Files.createDirectories(dataDirectory).toAbsolutePath();
        var members = DemoMember.layOut(clients, peers, folder);
        var isColoured = Terminal.isThere() && System.getenv("NO_COLOR") == null;
        var narrator = new Narrator(spec.commandLine().getOut(), isColoured);
        narrator.tell(
                "starting %d members, data in %s%s"
                        .formatted(count, folder, isTemporary ? " (removed at the end)" : ""));
        var demo = new Demo(members, narrator, new Demo.Habits(restarts, options(members)));
        return demo.run(isTemporary ? folder : null);
    }

    private List<Integer> ports(String option, List<Integer> given, List<Integer> usual) {
        if (given.isEmpty()) {
            if (count > MEMBERS_WITH_USUAL_PORTS) {
                throw Failure.usage(
                        "%s is needed for more than %d members"
                                .formatted(option, MEMBERS_WITH_USUAL_PORTS));
            }
            return usual.subList(0, count);
        }
        if (given.size() != count) {
            throw Failure.usage(
                    "%s names %d ports for %d members".formatted(option, given.size(), count));
        }
        return given;
    }

    /// What commands need to find these members: nothing where they are at the usual ports.
    private static String options(List<DemoMember> members) {
        var ports = members.stream().map(member -> member.client().port()).toList();
        var isUsual = ports.equals(CLIENT_PORTS.subList(0, Math.min(3, ports.size())));
        if (isUsual) {
            return "";
        }
        var all = members.stream().map(member -> member.client().toString()).toList();
        return " --endpoints " + String.join(",", all);
    }
}
