package org.lkernel.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import org.lkernel.experiments.fault.Fault;
import org.lkernel.experiments.fault.FaultKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `lkernel faults`: what can be injected.
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description = "Says what can go wrong, for run --fault and inject.",
        footer = {
            "",
            "Examples:",
            "  lkernel faults list",
            "  lkernel faults list --sites",
            "  lkernel faults list --json"
        })
final class FaultsCommand implements Runnable {
    /// A kind as `--json` prints it.
    record Shown(String kind, String where, String legality, String does, String parameters, List<String> sites) {
        static Shown of(FaultKind kind) {
            return new Shown(
                    kind.toString(),
                    kind.selector(),
                    kind.legality().toString(),
                    kind.does(),
                    kind.parameters(),
                    Fault.sites(kind));
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what about them? 'faults list'");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the kinds of faults.",
            footer = {"", "Examples:", "  lkernel faults list", "  lkernel faults list --sites"})
    int list(
            @Option(names = "--sites", description = "Lists every place of every kind that has fixed ones.")
                    boolean sites,
            @Option(names = "--json", description = "Prints a JSON array.") boolean json) {
        PrintWriter to = spec.commandLine().getOut();
        if (json) {
            to.println(
                    Json.line(Arrays.stream(FaultKind.values()).map(Shown::of).toList()));
        } else {
            for (FaultKind kind : FaultKind.values()) {
                to.println("%-20s %-16s where: %-5s %s".formatted(kind, kind.legality(), kind.selector(), kind.does()));
                if (!kind.parameters().isEmpty()) {
                    to.println(" ".repeat(21) + kind.parameters());
                }
                if (sites) {
                    Fault.sites(kind).forEach(site -> to.println("    " + kind + ":" + site));
                }
            }
        }
        to.flush();
        return 0;
    }
}
