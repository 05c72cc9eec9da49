package org.lkernel.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.LogFile;
import org.lkernel.actors.MachineBuilder;
import org.lkernel.cli.caller.Caller;
import org.lkernel.cli.trace.MessageTrace;
import org.lkernel.cli.trace.TraceFilter;

/// Everything that is written about a machine while it runs: the trace, the log, and what a command adds.
/// Should one of them be full, the run ends and says so.
final class Onlookers implements AutoCloseable {
    private final List<OutputFile> files = new ArrayList<>();
    private final @Nullable PrintWriter trace;
    private final @Nullable LogFile log;
    private final @Nullable MessageTrace messages;

    /// @param more what else is written
    Onlookers(Caller caller, RunOptions options, List<OutputFile> more) throws Complaint {
        files.addAll(more);
        TraceFilter filter = options.filter();
        Path path = options.trace();
        trace = path == null ? null : added(OutputFile.create(path, "--trace")).text();
        messages = trace == null ? null : new MessageTrace(trace, filter, options.traceAsJson());
        log = options.logging() ? LogFile.to(logStream(caller, options), options.level(), options.levels()) : null;
    }

    private OutputFile logStream(Caller caller, RunOptions options) throws Complaint {
        Path path = options.logFile();
        return path == null ? OutputFile.standardError(caller) : added(OutputFile.create(path, "--log-file"));
    }

    private OutputFile added(OutputFile file) {
        files.add(file);
        return file;
    }

    void watch(MachineBuilder builder) {
        if (messages != null) {
            builder.observe(messages);
        }
    }

    /// Whom to tell when one of the files is full.
    void onFailure(Runnable told) {
        files.forEach(file -> file.onFailure(told));
    }

    /// Writes what is left. Complains when something could not be written.
    void check() throws Complaint {
        close();
        for (OutputFile file : files) {
            file.check();
        }
    }

    @Override
    public void close() {
        if (trace != null) {
            trace.close();
        }
        if (log != null) {
            log.close();
        }
    }
}
