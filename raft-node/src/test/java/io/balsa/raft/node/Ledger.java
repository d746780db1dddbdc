package io.balsa.raft.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.raft.core.EntryId;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Remembers every command, on a disk of its own: what it holds outlives the member.
final class Ledger implements StateMachine<Integer> {
    private final List<String> words = new ArrayList<>();
    private EntryId applied = EntryId.NONE;
    private int restores;

    /// One that has applied `count` commands, the last of which was `last`.
    static Ledger upTo(EntryId last, int count) {
        var ledger = new Ledger();
        for (var index = last.index() - count + 1; index <= last.index(); index++) {
            ledger.words.add("word-" + index);
        }
        ledger.applied = last;
        return ledger;
    }

    List<String> words() {
        return words;
    }

    int restores() {
        return restores;
    }

    @Override
    public Integer apply(EntryId id, ByteBuffer command) {
        words.add(UTF_8.decode(command.duplicate()).toString());
        applied = id;
        return words.size();
    }

    @Override
    public EntryId applied() {
        return applied;
    }

    @Override
    public StateView view() {
        var frozen = List.copyOf(words);
        var last = applied;
        return out -> {
            var data = new DataOutputStream(out);
            data.writeLong(last.term());
            data.writeLong(last.index());
            data.writeInt(frozen.size());
            for (var word : frozen) {
                data.writeUTF(word);
            }
            data.flush();
        };
    }

    @Override
    public void restore(InputStream in) throws IOException {
        var data = new DataInputStream(in);
        applied = new EntryId(data.readLong(), data.readLong());
        words.clear();
        for (var left = data.readInt(); left > 0; left--) {
            words.add(data.readUTF());
        }
        restores++;
    }
}
