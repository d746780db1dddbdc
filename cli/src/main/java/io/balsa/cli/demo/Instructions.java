package io.balsa.cli.demo;

import java.util.List;
import java.util.stream.Collectors;

/// What a newcomer may type into another terminal.
final class Instructions {
    private Instructions() {}

    /// @param leader whose process is worth killing
    static String of(List<DemoMember> members, MemberProcess leader, String options) {
        var first = members.getFirst().client();
        var last = members.getLast().client();
        var all = members.stream().map(m -> m.client().toString()).collect(Collectors.joining(","));
        return """

        Try in another terminal:

          ./balsa put greeting hello%1$s
          ./balsa get greeting%1$s
          ./balsa status%1$s
          ./balsa bench put --duration 5s%1$s

          curl -X POST --data world http://%2$s/kv/planet
          curl http://%3$s/kv/planet           # the value is in Base64
          curl http://%2$s/state

          etcdctl --endpoints %4$s put fruit balsa
          etcdctl --endpoints %4$s get --prefix ""

          kill -9 %5$-12d   # the leader, member %6$d: another one takes over
          kill -STOP %5$-9d   # or let it sleep, and wake it with kill -CONT %5$d

        Ctrl-C stops all members.
        """
                .formatted(options, first, last, all, leader.pid(), leader.member().id());
    }
}
