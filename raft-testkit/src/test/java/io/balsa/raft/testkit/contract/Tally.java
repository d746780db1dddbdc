package io.balsa.raft.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.node.StateMachine;
import io.balsa.raft.node.StateView;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/// Counts words, and keeps to the contract of state machines.
class Tally implements StateMachine<Long> {
    final Map<String, Long> counts = new TreeMap<>();

    @Override
    public Long apply(EntryId id, ByteBuffer command) {
        return counts.merge(UTF_8.decode(command.duplicate()).toString(), 1L, Long::sum);
    }

    @Override
    public StateView view() {
        return viewOf(new TreeMap<>(counts));
    }

    static StateView viewOf(Map<String, Long> counts) {
        return out -> {
            var data = new DataOutputStream(out);
            data.writeInt(counts.size());
            for (var count : counts.entrySet()) {
                data.writeUTF(count.getKey());
                data.writeLong(count.getValue());
            }
            data.flush();
        };
    }

    @Override
    public void restore(InputStream in) throws IOException {
        counts.clear();
        var data = new DataInputStream(in);
        for (var left = data.readInt(); left > 0; left--) {
            counts.put(data.readUTF(), data.readLong());
        }
    }
}
