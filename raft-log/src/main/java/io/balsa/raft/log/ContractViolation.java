package io.balsa.raft.log;

/// A contract was not kept: by the store or machine that promised it, or by whoever uses one. A bug
/// of the one or the other, never a fault of the world; the member stops.
public final class ContractViolation extends IllegalStateException {
    private static final long serialVersionUID = 1;

    /// @param contract whose rule it is
    /// @param rule what must hold, as a sentence
    /// @param seen what was there instead
    public ContractViolation(String contract, String rule, String seen) {
        super("%s: %s, and it was not so: %s".formatted(contract, rule, seen));
    }
}
