package io.balsa.raft.node;

import io.balsa.raft.core.EntryId;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.function.Consumer;

/// The callers on this member whose commands have a place in the log and are not applied yet.
/// Confined to the apply lane.
///
/// They come in runs, as they were proposed, and the runs come in order but for a change of leader:
/// nothing is kept per command, of which there may be a million a second.
final class AwaitedAnswers<R> {
    /// Ordered by their first index.
    @SuppressWarnings("JdkObsolete") // Runs come and go in the middle, too.
    private final LinkedList<Run<R>> runs = new LinkedList<>();

    /// Callers at consecutive places; null where nobody waits, or no more.
    private record Run<R>(EntryId first, List<@Nullable Pending<R>> callers) {
        long end() {
            return first.index() + callers.size();
        }

        @Nullable Pending<R> remove(long index) {
            return callers.set((int) (index - first.index()), null);
        }

        void remove(long from, long end, Consumer<Pending<R>> removed) {
            for (var at = Math.max(from, first.index()); at < Math.min(end, end()); at++) {
                var caller = remove(at);
                if (caller != null) {
                    removed.accept(caller);
                }
            }
        }
    }

    /// The entry at `first` and those behind it are the commands of `callers`. What is applied up
    /// to `applied` can no longer be answered, nor a command of a term before its.
    void add(EntryId first, List<Pending<R>> callers, EntryId applied) {
        var run = new Run<>(first, new ArrayList<@Nullable Pending<R>>(callers));
        run.remove(first.index(), applied.index() + 1, AwaitedAnswers::failUnknown);
        if (first.term() < applied.term()) {
            run.remove(first.index(), run.end(), AwaitedAnswers::supersede);
        } else if (run.end() > applied.index() + 1) {
            runs.forEach(
                    other -> other.remove(first.index(), run.end(), AwaitedAnswers::failReplaced));
            insert(run);
        }
    }

    private void insert(Run<R> run) {
        var place = runs.listIterator(runs.size());
        while (place.hasPrevious()) {
            if (place.previous().first().index() <= run.first().index()) {
                place.next();
                break;
            }
        }
        place.add(run);
    }

    /// The caller whose command is applied as the entry `id`, or null when none waits for it. Those
    /// before it were passed over: what became of their commands is not known here.
    @Nullable Pending<R> take(EntryId id) {
        while (!runs.isEmpty() && runs.getFirst().end() <= id.index()) {
            runs.removeFirst().remove(0, id.index(), AwaitedAnswers::failUnknown);
        }
        for (var run : runs) {
            if (run.first().index() > id.index()) {
                return null;
            }
            var caller = run.end() > id.index() ? run.remove(id.index()) : null;
            if (caller != null && run.first().term() == id.term()) {
                return caller;
            }
            if (caller != null) {
                supersede(caller);
            }
        }
        return null;
    }

    /// A snapshot holds everything up to `index`: what became of the commands there is not known
    /// here.
    void passOver(long index) {
        for (Iterator<Run<R>> each = runs.iterator(); each.hasNext(); ) {
            var run = each.next();
            run.remove(run.first().index(), index + 1, AwaitedAnswers::failUnknown);
            if (run.end() <= index + 1) {
                each.remove();
            }
        }
    }

    /// Terms only grow along the log, so no command of an earlier term is applied any more, also
    /// those that were to come further behind.
    void enter(long term) {
        for (Iterator<Run<R>> each = runs.iterator(); each.hasNext(); ) {
            var run = each.next();
            if (run.first().term() < term) {
                run.remove(run.first().index(), run.end(), AwaitedAnswers::supersede);
                each.remove();
            }
        }
    }

    /// Hands over everybody who still waits, and forgets them.
    void drain(Consumer<Pending<R>> taker) {
        runs.forEach(run -> run.remove(run.first().index(), run.end(), taker));
        runs.clear();
    }

    private static <R> void failUnknown(Pending<R> caller) {
        caller.fail(
                new RaftException.OutcomeUnknown(
                        "its place in the log was passed before it was known; the command may have"
                                + " been applied"));
    }

    /// Two leaders may name the same place, and either command may yet be committed.
    private static <R> void failReplaced(Pending<R> caller) {
        caller.fail(
                new RaftException.OutcomeUnknown(
                        "the leader changed before the command was committed; another command may"
                                + " take its place, or may not"));
    }

    private static <R> void supersede(Pending<R> caller) {
        caller.fail(
                new RaftException.Superseded(
                        "the leader changed before the command was committed; it was not applied"
                                + " and can be tried again"));
    }
}
