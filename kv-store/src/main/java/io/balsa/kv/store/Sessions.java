package io.balsa.kv.store;

import io.balsa.kv.store.KvResult.Rejected;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Remembers answers, so that a command that is sent again is not applied again ([Once]).
///
/// What is remembered and what is forgotten depends on the order of the log alone.
final class Sessions {
    private final SessionLimits limits;
    private final SequencedMap<Bytes, Session> byName = new LinkedHashMap<>(16, 0.75f, true);
    private long answerBytes;

    Sessions(SessionLimits limits) {
        this.limits = limits;
    }

    /// @param revision the store's, before the command
    /// @param command carries the command out
    KvResult answer(Once once, long revision, Supplier<KvResult> command) {
        var session = byName.get(once.session());
        if (session == null) {
            if (!once.opens()) {
                return new Rejected(revision, Problem.SESSION_UNKNOWN);
            }
            session = new Session();
            byName.put(once.session(), session);
        }
        session.forgetBelow(Math.min(once.answeredBelow(), once.serial()));
        if (once.serial() < session.floor) {
            return new Rejected(revision, Problem.SERIAL_FORGOTTEN);
        }
        var first = session.answers.get(once.serial());
        if (first != null) {
            return first;
        }
        var answer = command.get();
        session.remember(once.serial(), answer);
        makeRoom(session);
        return answer;
    }

    /// A session as it was at one moment.
    record Frozen(Bytes name, long floor, SortedMap<Long, KvResult> answers) {}

    /// All sessions as they are now, in the order of their use.
    List<Frozen> freeze() {
        return byName.sequencedEntrySet().stream()
                .map(entry -> entry.getValue().freeze(entry.getKey()))
                .toList();
    }

    /// Puts `frozen` in place of all sessions.
    void restore(List<Frozen> frozen) {
        byName.clear();
        answerBytes = 0;
        for (var each : frozen) {
            var session = new Session();
            byName.put(each.name(), session);
            session.floor = each.floor();
            each.answers().forEach(session::remember);
        }
    }

    void digest(Digest digest) {
        digest.number(byName.size());
        byName.sequencedEntrySet()
                .forEach(entry -> {
                    digest.bytes(entry.getKey());
                    entry.getValue().digest(digest);
                });
    }

    private void makeRoom(Session inUse) {
        while (byName.size() > limits.sessionsMax()
                || (answerBytes > limits.answerBytesMax() && byName.size() > 1)) {
            var quietest = byName.pollFirstEntry();
            quietest.getValue().forgetBelow(Long.MAX_VALUE);
        }
        while (inUse.answers.size() > limits.answersMax()
                || (answerBytes > limits.answerBytesMax() && inUse.answers.size() > 1)) {
            inUse.forgetBelow(inUse.answers.firstKey() + 1);
        }
    }

    private final class Session {
        /// Everything below is forgotten.
        long floor;

        final TreeMap<Long, KvResult> answers = new TreeMap<>();

        void remember(long serial, KvResult answer) {
            answers.put(serial, answer);
            answerBytes += AnswerBytes.of(answer);
        }

        void forgetBelow(long serial) {
            floor = Math.max(floor, serial);
            while (!answers.isEmpty() && answers.firstKey() < floor) {
                answerBytes -= AnswerBytes.of(answers.pollFirstEntry().getValue());
            }
        }

        Frozen freeze(Bytes name) {
            return new Frozen(name, floor, new TreeMap<>(answers));
        }

        void digest(Digest digest) {
            digest.number(floor);
            digest.number(answers.size());
            answers.forEach((serial, answer) -> {
                digest.number(serial);
                digest.result(answer);
            });
        }
    }
}
