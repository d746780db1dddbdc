package io.balsa.cli.completion;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `balsa completion bash|zsh`.
@Command(
        name = "completion",
        description = {
            "Prints a script that completes commands, options and their values.",
            "For now:",
            "  source <(balsa completion bash)",
            "For good, put that line into ~/.bashrc or ~/.zshrc."
        })
public final class CompletionCommand implements Runnable {
    enum Shell {
        BASH,
        ZSH
    }

    /// In zsh the same script runs under its own emulation of bash's completion, which has to be
    /// there first.
    private static final String ZSH_FIRST = "autoload -U +X compinit && compinit\n";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "bash|zsh", description = "The shell that reads the script.")
    private Shell shell = Shell.BASH;

    @Override
    public void run() {
        var root = spec.root();
        var script = AutoComplete.bash(root.name(), root.commandLine());
        var out = spec.commandLine().getOut();
        out.print(shell == Shell.ZSH ? ZSH_FIRST + script : script);
        out.flush();
    }
}
