package org.lkernel.cli.snapshot;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `lkernel snapshot`: what can be done with snapshots besides going on with them.
@Command(
        name = "snapshot",
        mixinStandardHelpOptions = true,
        description = "Saves a session, and looks into saved machines.",
        subcommands = {
            SaveCommand.class,
            InfoCommand.class,
            VerifyCommand.class,
            DiffCommand.class,
            CompactCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  lkernel snapshot save work before; lkernel snapshot save work after",
            "  lkernel snapshot diff before after",
            "  lkernel snapshot verify *.snapshot"
        })
public final class SnapshotCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "save, info, verify, diff or compact?");
    }
}
