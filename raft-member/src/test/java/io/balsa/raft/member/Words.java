package io.balsa.raft.member;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.node.StateMachine;

import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// Remembers every command, once.
final class Words implements StateMachine<Integer> {
    private final SequencedSet<String> words = new LinkedHashSet<>();

    @Override
    public Integer apply(EntryId id, ByteBuffer command) {
        words.add(UTF_8.decode(command.duplicate()).toString());
        return words.size();
    }

    /// To be asked in a read.
    List<String> words() {
        return List.copyOf(words);
    }
}
