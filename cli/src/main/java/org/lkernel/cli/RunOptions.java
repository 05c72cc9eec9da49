package org.lkernel.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.trace.TraceFilter;
import org.lkernel.drivers.board.Engine;
import org.lkernel.kernel.Port;
import org.slf4j.event.Level;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a user wants to be told of a run, however its machine came to be.
final class RunOptions {
    /// How a trace is written.
    enum TraceFormat {
        columns,
        json
    }

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Writes every delivered message to a file: its step and time, the step that caused it, from"
                    + " whom, to whom, what.")
    private @Nullable Path trace;

    @Option(
            names = "--trace-format",
            paramLabel = "columns|json",
            description =
                    "How: in columns, or an object a line. Default: json for a FILE that ends in .json or .jsonl.")
    private @Nullable TraceFormat format;

    @Option(
            names = "--trace-filter",
            paramLabel = "COND",
            description =
                    "Traces only messages with subsystem=, from=, to=, task= or type= as given, with commas between"
                            + " several; with more than one COND, those for which all hold.")
    private List<String> filters = new ArrayList<>();

    @Option(
            names = "--fault",
            paramLabel = "KIND:WHERE:WHEN[:key=value,…]",
            description = "Lets something go wrong; lkernel faults list has the kinds. May be given again.")
    private List<String> faults = new ArrayList<>();

    @Option(names = "--digest", description = "Prints `digest: HEX` on standard error at the end.")
    private boolean digest;

    @Option(
            names = "--report",
            description =
                    "Prints what was counted on standard error at the end: instructions, messages, system calls, and those"
                            + " that do not exist.")
    private boolean report;

    @Option(names = "--json", description = "Prints what is counted or logged as JSON.")
    private boolean json;

    @Option(names = "--dmesg", description = "Prints the machine's log on standard error at the end.")
    private boolean dmesg;

    @Option(
            names = {"-v", "--verbose"},
            description = "Shows what the machine logs while it runs; -vv also every message.")
    private boolean[] verbose = {};

    @Option(
            names = "--log-level",
            paramLabel = "[SUBSYSTEM=]LEVEL",
            description = "Logs from this level on: error, warn, info or debug, which shows the messages a subsystem is"
                    + " sent. For one subsystem, or for all.")
    private List<String> levels = new ArrayList<>();

    @Option(
            names = "--log-file",
            paramLabel = "FILE",
            description = "Writes the log to a file instead of standard error.")
    private @Nullable Path logFile;

    @Mixin
    private final EngineOption engine = new EngineOption();

    /// What executes guest instructions.
    Engine engine() {
        return engine.engine();
    }

    @Nullable
    Path trace() {
        return trace;
    }

    boolean traceAsJson() {
        String name = String.valueOf(trace);
        return format == null ? name.endsWith(".json") || name.endsWith(".jsonl") : format == TraceFormat.json;
    }

    TraceFilter filter() throws Complaint {
        if (trace == null && (!filters.isEmpty() || format != null)) {
            throw Complaint.usage("--trace-format and --trace-filter need --trace FILE to say where to");
        }
        try {
            return TraceFilter.of(filters);
        } catch (IllegalArgumentException mistake) {
            throw Complaint.usage("--trace-filter: " + mistake.getMessage());
        }
    }

    boolean digest() {
        return digest;
    }

    boolean report() {
        return report;
    }

    /// Whether what is counted is printed as JSON.
    boolean json() {
        return json;
    }

    boolean dmesg() {
        return dmesg;
    }

    /// Where the log goes: a file, or null for standard error.
    @Nullable
    Path logFile() {
        return logFile;
    }

    /// Whether anything of the log was asked for.
    boolean logging() {
        return logFile != null || verbose.length > 0 || !levels.isEmpty();
    }

    /// The level of subsystems that have none of their own.
    Level level() throws Complaint {
        Level level = switch (verbose.length) {
            case 0 -> logFile == null ? Level.WARN : Level.INFO;
            case 1 -> Level.INFO;
            default -> Level.DEBUG;
        };
        for (String text : levels) {
            if (text.indexOf('=') < 0) {
                level = level(text);
            }
        }
        return level;
    }

    /// The levels of those that have one; `hart` is every hart.
    Map<Port, Level> levels() throws Complaint {
        Map<Port, Level> own = new TreeMap<>();
        for (String text : levels) {
            int equals = text.indexOf('=');
            if (equals >= 0) {
                Level level = level(text.substring(equals + 1));
                try {
                    TraceFilter.ports(text.substring(0, equals)).forEach(port -> own.put(port, level));
                } catch (IllegalArgumentException unknown) {
                    throw Complaint.usage("--log-level: " + unknown.getMessage());
                }
            }
        }
        return own;
    }

    private static Level level(String text) throws Complaint {
        try {
            return Level.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw Complaint.usage("--log-level: '" + text + "' is no level: error, warn, info, debug");
        }
    }

    /// What is to go wrong, as `--fault` has it.
    List<String> faults() {
        return List.copyOf(faults);
    }
}
