package io.balsa.benchmarks.group.balsa;

import io.balsa.benchmarks.group.Contender;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.log.LogStore;
import io.balsa.raft.node.Transport;

import java.io.IOException;
import java.nio.file.Path;

/// OpenRaft's published set-up: logs in memory, messages as function calls, a state machine that
/// does nothing.
public final class BalsaInMemory implements Contender {
    @Override
    public String name() {
        return "balsa-in-memory";
    }

    @Override
    public String setUp() {
        return "RaftNode, in-memory log, function calls, no-op state machine; nothing is durable; "
                + Members.TIMES;
    }

    @Override
    public Group start(Path folder) throws IOException {
        var network = new FunctionCalls();
        var world =
                new Members.World() {
                    @Override
                    public Transport transport(MemberId member) {
                        return network.transport(member);
                    }

                    @Override
                    public boolean isDurable() {
                        return false;
                    }

                    @Override
                    public LogStore store(MemberId member) {
                        return new RecentLog();
                    }
                };
        return Members.start(world, () -> (_, _) -> true);
    }
}
