package io.balsa.raft.testkit.world;

import java.util.random.RandomGenerator;

/// The power of a [SimulatedDisk]: when it fails, and what the operation under way leaves then.
final class Power {
    private static final long NEVER = Long.MAX_VALUE;
    private static final long FAILED = -1;

    private final RandomGenerator random;
    private long operationsUntilFailure = NEVER;
    private Runnable onFailure = () -> {};
    private long boots;

    /// What an operation leaves on the disk.
    enum Survival {
        EVERYTHING,
        PART,
        NOTHING
    }

    Power(RandomGenerator random) {
        this.random = random;
    }

    void failAfter(int operations, Runnable onFailure) {
        operationsUntilFailure = operations;
        this.onFailure = onFailure;
    }

    /// Takes back [#failAfter], if it has not failed yet.
    void keep() {
        if (isThere()) {
            operationsUntilFailure = NEVER;
            onFailure = () -> {};
        }
    }

    void cut() {
        operationsUntilFailure = FAILED;
        onFailure = () -> {};
    }

    void on() {
        boots++;
        operationsUntilFailure = NEVER;
    }

    boolean isThere() {
        return operationsUntilFailure != FAILED;
    }

    long boots() {
        return boots;
    }

    /// Counts one operation.
    Survival survives() throws PowerFailure {
        check();
        if (operationsUntilFailure == NEVER || operationsUntilFailure-- > 0) {
            return Survival.EVERYTHING;
        }
        return switch (random.nextInt(4)) {
            case 0 -> Survival.EVERYTHING;
            case 1 -> Survival.NOTHING;
            default -> Survival.PART;
        };
    }

    void check() throws PowerFailure {
        if (!isThere()) {
            var ended = onFailure;
            onFailure = () -> {};
            ended.run();
            throw new PowerFailure();
        }
    }
}
