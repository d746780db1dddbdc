package io.balsa.cli.demo;

import io.balsa.cli.console.Failure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/// Finds ports in use before anything is started.
final class PortCheck {
    private static final int PORT_MAX = 65_535;
    private static final int PORT_MIN = 1024;
    private static final int DISTANCE = 100;

    private PortCheck() {}

    /// @throws Failure if a port is in use or given twice; the message names the option to change
    static void requireFree(List<Integer> clientPorts, List<Integer> peerPorts) {
        requireUsable("--client-ports", clientPorts);
        requireUsable("--peer-ports", peerPorts);
        var seen = new HashSet<Integer>(clientPorts);
        if (peerPorts.stream().anyMatch(port -> !seen.add(port))
                || seen.size() != clientPorts.size() + peerPorts.size()) {
            throw Failure.usage("--client-ports and --peer-ports name a port twice");
        }
        var problems = new StringJoiner("; ");
        report("--client-ports", clientPorts, seen, problems);
        report("--peer-ports", peerPorts, seen, problems);
        if (problems.length() > 0) {
            throw Failure.failed("%s. Is another demo running?".formatted(problems));
        }
    }

    private static void requireUsable(String option, List<Integer> ports) {
        for (var port : ports) {
            if (port < 1 || port > PORT_MAX) {
                throw Failure.usage("%s: %d is not a port".formatted(option, port));
            }
        }
    }

    private static void report(
            String option, List<Integer> ports, Set<Integer> taken, StringJoiner problems) {
        var used = ports.stream().filter(port -> !isFree(port)).toList();
        if (!used.isEmpty()) {
            var others =
                    ports.stream().map(port -> isFree(port) ? port : other(port, taken)).toList();
            problems.add(
                    "%s in use: choose others, such as %s %s"
                            .formatted(list(used), option, list(others)));
        }
    }

    /// One that is free, not far away, and goes to nobody else.
    private static int other(int port, Set<Integer> taken) {
        var other = port;
        do {
            other = other + DISTANCE <= PORT_MAX ? other + DISTANCE : other % DISTANCE + PORT_MIN;
        } while (!isFree(other) || !taken.add(other));
        return other;
    }

    private static String list(List<Integer> ports) {
        return String.join(",", ports.stream().map(Object::toString).toList());
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
