package io.balsa.raft.testkit.exhaustive;

import io.balsa.raft.core.Effect;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.Message;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/// Messages without what is not followed here: what an answer to a candidate says of the voter's
/// log, which only makes the candidate wait longer, and stamps, but for whether the leader counted
/// on answers to the message when it stamped it.
final class Plain {
    private static final String STAMP = "stamp";
    private static final long EARLY = 0;
    private static final long LATE = 1;

    private Plain() {}

    /// @param isLate is the sender a leader that counts on an answer to this?
    static Message of(Message message, boolean isLeader, boolean isLate) {
        if (message instanceof Message.Vote(var term, var granted, var unproven, _, var doubt)) {
            return new Message.Vote(term, granted, unproven, EntryId.NONE, doubt);
        }
        if (!isStamped(message)) {
            return message;
        }
        if (isLeader) {
            return withStamp(message, isLate ? LATE : EARLY);
        }
        return stampOf(message) == LATE ? message : withStamp(message, EARLY);
    }

    static Effect.Persist of(Effect.Persist write, boolean isLeader, boolean isLate) {
        var then =
                write.then().stream()
                        .map(send ->
                                new Effect.Send(send.to(), of(send.message(), isLeader, isLate)))
                        .toList();
        return new Effect.Persist(
                write.sequence(), write.ballot(), write.snapshot(), write.log(), then);
    }

    /// The answer as the leader takes it that hears it: one to a late message has the stamp
    /// `fresh`. That of a conflict is never fresh: it may be a copy.
    static Message heard(Message answer, long fresh) {
        return isStamped(answer) && !(answer instanceof Message.Conflict) && stampOf(answer) == LATE
                ? withStamp(answer, fresh)
                : answer;
    }

    private static boolean isStamped(Message message) {
        return Arrays.stream(message.getClass().getRecordComponents())
                .anyMatch(part -> part.getName().equals(STAMP));
    }

    private static long stampOf(Message message) {
        for (var part : message.getClass().getRecordComponents()) {
            if (part.getName().equals(STAMP)) {
                return (Long) value(part, message);
            }
        }
        throw new IllegalArgumentException("no stamp in " + message);
    }

    private static Message withStamp(Message message, long stamp) {
        var type = message.getClass();
        var parts = type.getRecordComponents();
        var types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var values =
                Arrays.stream(parts)
                        .map(part -> part.getName().equals(STAMP) ? stamp : value(part, message))
                        .toArray();
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException closed) {
            throw new IllegalStateException(closed);
        }
    }

    private static Object value(RecordComponent part, Message message) {
        try {
            return part.getAccessor().invoke(message);
        } catch (ReflectiveOperationException closed) {
            throw new IllegalStateException(closed);
        }
    }
}
