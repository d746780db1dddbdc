package io.balsa.scenarios.chaos;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A network namespace for each member, all on one switch, which is in a namespace too. This
/// process is on the switch as well, so clients reach members that do not reach each other.
///
/// Names end in the id of this process. What a process left behind that is gone is removed.
final class Networks implements AutoCloseable {
    private static final String PREFIX = "balsa-";
    private static final int CLIENT = 254;

    private final long process = ProcessHandle.current().pid();
    private final String host = "balsa" + process;
    private final int members;

    /// Why there can be no namespaces here, if there can be none.
    static Optional<String> obstacle() {
        var name = PREFIX + "try-" + ProcessHandle.current().pid();
        try {
            Command.run("ip netns add " + name);
            try {
                Command.run("ip -n " + name + " link add one type veth peer name two");
                Command.run("ip netns exec " + name + " nft list ruleset");
                Command.run("ip netns exec " + name + " tc qdisc show");
            } finally {
                Command.run("ip netns del " + name);
            }
            return Optional.empty();
        } catch (IOException failure) {
            return Optional.of("" + failure.getMessage());
        }
    }

    private Networks(int members) {
        this.members = members;
    }

    static Networks of(int members) throws IOException {
        removeLeftovers();
        var networks = new Networks(members);
        try {
            networks.create();
        } catch (IOException | RuntimeException failure) {
            networks.close();
            throw failure;
        }
        return networks;
    }

    private void create() throws IOException {
        var hub = name(0);
        Command.run("ip netns add " + hub);
        Command.run("ip -n " + hub + " link add hub type bridge");
        Command.run("ip -n " + hub + " link set hub up");
        Command.run("ip link add " + host + " type veth peer name clients netns " + hub);
        plug("clients");
        Command.run("ip address add " + address(CLIENT) + "/24 dev " + host);
        Command.run("ip link set " + host + " up");
        for (var member = 1; member <= members; member++) {
            create(member);
        }
    }

    private void create(int member) throws IOException {
        var name = name(member);
        var port = "port" + member;
        Command.run("ip netns add " + name);
        Command.run(
                "ip -n %s link add %s type veth peer name lan netns %s"
                        .formatted(name(0), port, name));
        plug(port);
        Command.run("ip -n " + name + " address add " + address(member) + "/24 dev lan");
        Command.run("ip -n " + name + " link set lan up");
        Command.run("ip -n " + name + " link set lo up");
        filter(member, "add table inet chaos");
        filter(member, "add set inet chaos unheard { type ipv4_addr ; }");
        filter(member, "add chain inet chaos input { type filter hook input priority 0 ; }");
        filter(member, "add rule inet chaos input ip saddr @unheard drop");
    }

    private void plug(String port) throws IOException {
        Command.run("ip -n " + name(0) + " link set " + port + " master hub");
        Command.run("ip -n " + name(0) + " link set " + port + " up");
    }

    /// Where a member is, for the others and for clients.
    String address(int member) {
        // Set aside for tests of networks (RFC 2544).
        return "198.18.%d.%d".formatted(process % 250, member);
    }

    /// What begins a command that is to be in the network of a member.
    List<String> within(int member) {
        return List.of("ip", "netns", "exec", name(member));
    }

    /// From now on `to` hears nothing of `from`: not what it says, and not that it has heard.
    void cut(int from, int to) throws IOException {
        filter(to, "add element inet chaos unheard { " + address(from) + " }");
    }

    /// From now on what a member says to anybody is slow, and what is too much is lost.
    void thin(int member) throws IOException {
        shape(member, "replace", " tbf rate 512kbit burst 16kb latency 300ms");
    }

    /// All hear each other again, and soon.
    void mend() throws IOException {
        for (var member = 1; member <= members; member++) {
            filter(member, "flush set inet chaos unheard");
            shape(member, "replace", " pfifo");
        }
    }

    private void shape(int member, String verb, String discipline) throws IOException {
        Command.run(
                "ip netns exec %s tc qdisc %s dev lan root%s"
                        .formatted(name(member), verb, discipline));
    }

    private void filter(int member, String rule) throws IOException {
        Command.run("ip netns exec " + name(member) + " nft " + rule);
    }

    private String name(int member) {
        return PREFIX + process + "-" + member;
    }

    @Override
    public void close() throws IOException {
        remove(Long.toString(process));
    }

    private static void removeLeftovers() throws IOException {
        for (var line : Command.run("ip netns list").split("\n", -1)) {
            var parts = line.split("[- ]", -1);
            if (parts.length >= 3 && line.startsWith(PREFIX) && parts[1].matches("\\d+")) {
                if (ProcessHandle.of(Long.parseLong(parts[1])).isEmpty()) {
                    remove(parts[1]);
                }
            }
        }
    }

    /// A pair of ports goes with the namespace of either.
    private static void remove(String process) throws IOException {
        for (var line : Command.run("ip netns list").split("\n", -1)) {
            if (line.startsWith(PREFIX + process + "-")) {
                Command.run("ip netns del " + line.split(" ", -1)[0]);
            }
        }
    }
}
