package io.balsa.raft.log;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicReference;

/// Lets one thread through at a time, and complains of a second one: for what a contract confines
/// to one thread at a time.
public final class Turnstile {
    private final AtomicReference<@Nullable Thread> inside = new AtomicReference<>();
    private final String contract;
    private final String rule;

    /// @param contract whose rule it is
    /// @param rule what must hold, as a sentence
    public Turnstile(String contract, String rule) {
        this.contract = contract;
        this.rule = rule;
    }

    /// Goes in. Every way out must go through [#leave()].
    ///
    /// @throws ContractViolation when another thread is inside
    public void enter() {
        var other = inside.compareAndExchange(null, Thread.currentThread());
        if (other != null) {
            throw new ContractViolation(
                    contract,
                    rule,
                    "%s came while %s was inside"
                            .formatted(Thread.currentThread().getName(), other.getName()));
        }
    }

    public void leave() {
        inside.set(null);
    }
}
