package io.balsa.examples.matching.http;

import io.balsa.raft.node.RaftException;

/// How failures of the member look from outside.
final class Failures {
    private Failures() {}

    static Reply reply(Throwable cause) {
        if (cause instanceof RaftException failure) {
            return Answers.failure(
                    status(failure),
                    failure.getMessage()
                            + (failure.mayHaveHappened()
                                    ? "; it may have been done"
                                    : "; it was not done"));
        }
        throw new IllegalStateException(cause);
    }

    private static int status(RaftException failure) {
        return switch (failure) {
            case RaftException.Overloaded _ -> 429;
            case RaftException.DiskFull _ -> 507;
            case RaftException.TooLarge _ -> 413;
            case RaftException.OutcomeUnknown _, RaftException.TimedOut _ -> 504;
            case RaftException.ChangeRefused _ -> 409;
            default -> 503;
        };
    }
}
