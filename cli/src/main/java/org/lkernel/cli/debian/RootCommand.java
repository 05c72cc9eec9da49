package org.lkernel.cli.debian;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `lkernel root`: root file systems for the machine's `--root`.
@Command(
        name = "root",
        description = "Make a root file system of real programs.",
        mixinStandardHelpOptions = true,
        subcommands = DebianCommand.class)
public final class RootCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "root: name where from: debian");
    }
}
