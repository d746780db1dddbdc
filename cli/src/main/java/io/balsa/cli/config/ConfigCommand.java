package io.balsa.cli.config;

import picocli.CommandLine.Command;

/// `balsa config`.
@Command(
        name = "config",
        description = "Checks the configuration of a member, or prints an example to start from.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {CheckCommand.class, ExampleCommand.class})
public final class ConfigCommand {}
