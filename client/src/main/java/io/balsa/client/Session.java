package io.balsa.client;

import com.google.protobuf.ByteString;

import io.balsa.wire.v1.Once;

import java.security.SecureRandom;
import java.util.TreeSet;

/// Numbers the writes of a client, so that each is applied once however often it is sent.
///
/// The store remembers the answers to a session's latest writes alone: a number that falls too far
/// behind would be refused, so none is given out while an old one has no answer.
final class Session {
    private static final int NAME_BYTES = 16;

    private final ByteString name;
    private final int unansweredMax;
    private final TreeSet<Long> unanswered = new TreeSet<>();
    private long next;

    /// A session of its own, which the store knows nothing of yet.
    Session(int unansweredMax, SecureRandom random) {
        var bytes = new byte[NAME_BYTES];
        random.nextBytes(bytes);
        this.name = ByteString.copyFrom(bytes);
        this.unansweredMax = unansweredMax;
    }

    /// Begins the session. Sent with a command that changes nothing: a first command that is sent
    /// again after the store forgot the session would begin it anew, and be carried out twice.
    Once opening() {
        return begin().toBuilder().setOpens(true).build();
    }

    /// The next number, which is under way until [#end].
    ///
    /// @throws CallFailure if too many are under way
    synchronized Once begin() {
        if (!unanswered.isEmpty() && next - unanswered.first() >= unansweredMax) {
            throw full(unansweredMax);
        }
        var serial = next++;
        unanswered.add(serial);
        return Once.newBuilder()
                .setClientId(name)
                .setSerial(serial)
                .setAnsweredBelow(unanswered.first())
                .build();
    }

    static CallFailure full(int unansweredMax) {
        return new CallFailure(
                Reason.OVERLOADED,
                "%d writes since the oldest without an answer, the most: wait for it"
                        .formatted(unansweredMax),
                false);
    }

    /// Nobody asks for the answer any more.
    synchronized void end(Once once) {
        unanswered.remove(once.getSerial());
    }
}
