package io.balsa.kv.store;

/// Bytes that are no command, or none that this version knows.
final class MalformedCommandException extends Exception {
    private static final long serialVersionUID = 1;

    private final Problem problem;

    MalformedCommandException(Problem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
