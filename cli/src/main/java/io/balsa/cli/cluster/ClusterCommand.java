package io.balsa.cli.cluster;

import picocli.CommandLine.Command;

/// `balsa cluster`.
@Command(
        name = "cluster",
        description = "Looks at a group, and changes who belongs to it and who leads.",
        subcommands = {
            StatusCommand.class,
            InitCommand.class,
            AddLearnerCommand.class,
            PromoteCommand.class,
            RemoveCommand.class,
            TransferCommand.class,
            WatchCommand.class
        })
public final class ClusterCommand {}
