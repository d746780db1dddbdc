package io.balsa.raft.testkit.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.node.StateView;
import io.balsa.raft.testkit.history.Register;
import io.balsa.raft.testkit.history.Register.Action;
import io.balsa.raft.testkit.history.Register.Answer;
import io.balsa.raft.testkit.history.Register.Content;
import io.balsa.raft.testkit.world.Fingerprint;

import org.jspecify.annotations.Nullable;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.TreeMap;

/// The smallest state machine worth simulating: a map of registers.
public final class RegisterMap implements RegisterMachine<Answer> {
    private static final String SEPARATOR = "\n";
    private static final String NOTHING = "";

    private final Register register = new Register();
    private final SortedMap<String, Content> contents = new TreeMap<>();
    private long history;

    @Override
    public ByteBuffer command(String key, Action action) {
        var text =
                switch (action) {
                    case Action.Put(var value) -> join("put", key, value, NOTHING);
                    case Action.Delete() -> join("delete", key, NOTHING, NOTHING);
                    case Action.CompareAndSet(var expected, var value) ->
                            join("compare", key, value, expected == null ? NOTHING : expected);
                    case Action.Get() -> throw new IllegalArgumentException("a get is no command");
                };
        return UTF_8.encode(text);
    }

    private static String join(String... words) {
        return String.join(SEPARATOR, words);
    }

    @Override
    public Answer apply(EntryId id, ByteBuffer command) {
        history = Fingerprint.mix(Fingerprint.mix(history, Fingerprint.of(id)), contents.size());
        var words = UTF_8.decode(command.duplicate()).toString().split(SEPARATOR, -1);
        var action =
                switch (words[0]) {
                    case "put" -> new Action.Put(words[2]);
                    case "delete" -> new Action.Delete();
                    default -> new Action.CompareAndSet(emptyIsNull(words[3]), words[2]);
                };
        var step = register.step(content(words[1]), action);
        contents.put(words[1], step.state());
        return step.output();
    }

    private static @Nullable String emptyIsNull(String word) {
        return word.isEmpty() ? null : word;
    }

    @Override
    public Answer answer(Action action, Answer result) {
        return result;
    }

    @Override
    public Answer read(String key) {
        return new Answer.Value(content(key).value());
    }

    @Override
    public long digest() {
        return Fingerprint.mix(history, contents.hashCode());
    }

    @Override
    public StateView view() {
        var frozen = new TreeMap<>(contents);
        var past = history;
        return out -> write(new DataOutputStream(out), frozen, past);
    }

    private static void write(DataOutputStream out, SortedMap<String, Content> contents, long past)
            throws IOException {
        out.writeLong(past);
        out.writeInt(contents.size());
        for (var entry : contents.entrySet()) {
            var value = entry.getValue().value();
            out.writeUTF(entry.getKey());
            out.writeBoolean(value != null);
            out.writeUTF(value == null ? NOTHING : value);
        }
        out.flush();
    }

    @Override
    public void restore(InputStream in) throws IOException {
        var data = new DataInputStream(in);
        history = data.readLong();
        contents.clear();
        for (var left = data.readInt(); left > 0; left--) {
            var key = data.readUTF();
            var isThere = data.readBoolean();
            var value = data.readUTF();
            contents.put(key, new Content(isThere ? value : null));
        }
    }

    private Content content(String key) {
        return contents.getOrDefault(key, register.initial());
    }
}
