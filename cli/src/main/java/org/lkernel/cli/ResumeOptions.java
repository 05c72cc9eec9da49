package org.lkernel.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.drivers.board.Engine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What can be asked of a machine that is already made.
final class ResumeOptions implements RunOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec command;

    @Option(names = "--trace", paramLabel = "FILE", description = "Writes every delivered message to a file.")
    private @Nullable Path trace;

    @Mixin
    private final EngineOption engine = new EngineOption();

    @Option(names = "--digest", description = "Prints `digest: HEX` on standard error at the end.")
    private boolean digest;

    @Option(names = "--report", description = "Prints what was counted on standard error at the end.")
    private boolean report;

    @Option(names = "--json", description = "Prints what is counted as JSON.")
    private boolean json;

    @Option(names = "--dmesg", description = "Prints the machine's log on standard error at the end.")
    private boolean log;

    /// The words the user wrote after `lkernel`.
    List<String> words() {
        return command.root().commandLine().getParseResult().originalArgs();
    }

    /// A journal begins at boot.
    @Override
    public @Nullable Path record() {
        return null;
    }

    @Override
    public @Nullable Path trace() {
        return trace;
    }

    @Override
    public boolean digest() {
        return digest;
    }

    @Override
    public boolean report() {
        return report;
    }

    @Override
    public boolean json() {
        return json;
    }

    @Override
    public boolean log() {
        return log;
    }

    @Override
    public Engine engine() {
        return engine.engine();
    }
}
