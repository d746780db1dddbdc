package io.balsa.raft.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.raft.log.ContractViolation;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// What is said of who breaks a rule.
final class BrokenRules {
    private BrokenRules() {}

    static void assertBreaks(String rule, ThrowingCallable deed) {
        assertThatThrownBy(deed).isInstanceOf(ContractViolation.class).hasMessageContaining(rule);
    }
}
