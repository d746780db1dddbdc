package io.balsa.raft.testkit.exhaustive;

import io.balsa.raft.core.Effect;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.Message;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/// Messages without what is not followed here: stamps, and what an answer to a candidate says of
/// the voter's log, which only makes the candidate wait longer.
final class Plain {
    private static final String STAMP = "stamp";

    private Plain() {}

    static Effect.Persist of(Effect.Persist write) {
        var then =
                write.then().stream()
                        .map(send -> new Effect.Send(send.to(), of(send.message())))
                        .toList();
        return new Effect.Persist(
                write.sequence(), write.ballot(), write.snapshot(), write.log(), then);
    }

    static Message of(Message message) {
        return message instanceof Message.Vote(var term, var granted, _)
                ? new Message.Vote(term, granted, EntryId.NONE)
                : withoutStamp(message);
    }

    /// The same message with the stamp that all messages have here, if it has one.
    private static Message withoutStamp(Message message) {
        var type = message.getClass();
        var components = type.getRecordComponents();
        if (Arrays.stream(components).noneMatch(part -> part.getName().equals(STAMP))) {
            return message;
        }
        try {
            var values = new Object[components.length];
            for (var at = 0; at < values.length; at++) {
                values[at] =
                        components[at].getName().equals(STAMP)
                                ? (Object) 0L
                                : components[at].getAccessor().invoke(message);
            }
            var types = Arrays.stream(components).map(RecordComponent::getType);
            return type.getDeclaredConstructor(types.toArray(Class<?>[]::new)).newInstance(values);
        } catch (ReflectiveOperationException closed) {
            throw new IllegalStateException(closed);
        }
    }
}
