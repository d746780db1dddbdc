package io.balsa.cli.keys;

import io.balsa.client.Consistency;

import picocli.CommandLine.Option;

import java.util.List;

/// The option `--consistency` of a read.
final class ConsistencyOption {
    @Option(
            names = "--consistency",
            defaultValue = "linearizable",
            completionCandidates = ConsistencyOption.Names.class,
            description = {
                "linearizable sees every write that was acknowledged before;",
                "follower promises the same, and asks a member that does not lead;",
                "local is what the asked member has, which may be old, even without a leader",
                "(default: ${DEFAULT-VALUE})."
            })
    private Consistency consistency = Consistency.LINEARIZABLE;

    Consistency consistency() {
        return consistency;
    }

    /// For completion in the shell.
    static final class Names extends java.util.ArrayList<String> {
        private static final long serialVersionUID = 1;

        Names() {
            super(List.of("linearizable", "follower", "local"));
        }
    }
}
