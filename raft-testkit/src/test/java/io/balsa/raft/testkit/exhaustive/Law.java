package io.balsa.raft.testkit.exhaustive;

import io.balsa.raft.testkit.exhaustive.Item.Committed;
import io.balsa.raft.testkit.exhaustive.Item.Created;
import io.balsa.raft.testkit.exhaustive.Item.Elected;
import io.balsa.raft.testkit.exhaustive.Item.Fact;
import io.balsa.raft.testkit.exhaustive.Item.Followed;
import io.balsa.raft.testkit.exhaustive.Item.Led;
import io.balsa.raft.testkit.exhaustive.Item.ReadAnswered;
import io.balsa.raft.testkit.exhaustive.Item.ReadAsked;
import io.balsa.raft.testkit.exhaustive.Item.Voted;

import org.jspecify.annotations.Nullable;

/// Which two facts cannot both be true: the rules of the paper's Figure 3, under the names that
/// they have in the simulator (`io.balsa.raft.testkit.property`), where they watch one run at a
/// time.
final class Law {
    private Law() {}

    /// The rule that `one` and `other` break together, null when there is none.
    static @Nullable String broken(Fact one, Fact other) {
        var rule = brokenInOrder(one, other);
        return rule == null ? brokenInOrder(other, one) : rule;
    }

    private static @Nullable String brokenInOrder(Fact one, Fact other) {
        return switch (one) {
            case Led(var leader, var term)
                    when other instanceof Led(var second, var same)
                            && term == same
                            && !leader.equals(second) ->
                    "ElectionSafety";
            case Voted(var voter, var term, var candidate)
                    when other instanceof Voted(var same, var again, var second)
                            && voter.equals(same)
                            && term == again
                            && !candidate.equals(second) ->
                    "OneVotePerTerm";
            case Followed(var entry, var previous)
                    when other instanceof Followed(var same, var second)
                            && entry.equals(same)
                            && previous != second ->
                    "LogMatching";
            case Committed(var entry, _)
                    when other instanceof Committed(var second, _)
                            && entry.index() == second.index()
                            && entry.term() != second.term() ->
                    "StateMachineSafety";
            case Committed(var entry, var inTerm)
                    when other instanceof Elected(_, var term, var log)
                            && inTerm < term
                            && !(entry.index() <= log.size()
                                    && log.get((int) entry.index() - 1) == entry.term()) ->
                    "LeaderCompleteness";
            case ReadAsked asked -> missed(asked, other);
            case Led _, Voted _, Followed _, Committed _, Elected _, Created _, ReadAnswered _ ->
                    null;
        };
    }

    private static @Nullable String missed(ReadAsked asked, Fact other) {
        return other instanceof ReadAnswered(var index) && index < asked.committed()
                ? "ReadsSeeWhatWasCommitted"
                : null;
    }
}
