package org.lkernel.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.Complaint;
import org.lkernel.cli.Main;
import org.lkernel.cli.bench.Subject.Group;
import org.lkernel.experiments.ChartPage;
import org.lkernel.kernel.Escapes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lkernel bench`: what things cost here, beside every peer that is found.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures services of the kernel, computing, whole programs and machines: the same programs in lkernel and in"
                    + " whatever is found of qemu-riscv64, the host itself (with gcc), gVisor (runsc) and User-Mode Linux"
                    + " (linux.uml), by turns, each time as a process of its own.",
            "× 2 beside a figure says that lkernel takes half the time of that peer."
        },
        footer = {
            "",
            "Examples:",
            "  lkernel bench                              everything: some minutes",
            "  lkernel bench --rounds 5 null pipe",
            "  lkernel bench --root debian bash python    programs of a root that lkernel root made",
            "  lkernel bench --html figures.html --json >figures.json",
            "  lkernel bench --profile flames.html sieve  where the time goes"
        })
public final class BenchCommand implements Callable<Integer> {
    private static final int FAILED = 125;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Option(names = "--json", description = "Prints the figures as a JSON object.")
    private boolean json;

    @Option(names = "--html", paramLabel = "FILE", description = "Writes a page with charts, too.")
    @Nullable
    private Path html;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often each is measured. Default: ${DEFAULT-VALUE}.")
    private int rounds = 3;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long a measurement of a service or of computing shall take. Default: ${DEFAULT-VALUE}.")
    private double seconds = 2;

    @Option(
            names = "--engine",
            paramLabel = "interpreter|translator|auto",
            description = "What executes guest instructions in lkernel. Default: auto.")
    @Nullable
    private String engine;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "A root file system of riscv64, whose programs are measured, too.")
    @Nullable
    private Path root;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "Measures nothing, but runs one subject in lkernel and writes a flame graph of where it was.")
    @Nullable
    private Path profile;

    @Option(names = "--list", description = "Prints what can be measured.")
    private boolean list;

    /// In a process of its own: how often.
    @Option(names = "--inside", hidden = true)
    @Nullable
    private Long inside;

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "What is measured (--list). Default: everything.")
    private List<String> names = new ArrayList<>();

    @Override
    public Integer call() throws Complaint {
        PrintWriter out = spec.commandLine().getOut();
        List<Subject> known = new ArrayList<>(Subject.all());
        if (root != null) {
            known.addAll(Subject.ofRoot());
        }
        if (list) {
            known.forEach(each -> out.printf("%-16s%s%n", each.name(), each.title()));
            return 0;
        }
        List<Subject> wanted = wanted(known);
        try {
            if (inside != null) {
                out.printf("%d ns each%n", Inside.measure(wanted.getFirst().name(), inside));
            } else if (profile != null) {
                Profile.write(wanted.getFirst(), own(false, ""), new Sampler(seconds), profile);
                out.println(profile);
            } else {
                measure(wanted, out);
            }
        } catch (IOException | Sampler.Failure failure) {
            throw new Complaint(FAILED, "the measurement failed: " + failure.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Complaint(FAILED, "the measurement was stopped");
        }
        out.flush();
        return 0;
    }

    private List<Subject> wanted(List<Subject> known) throws Complaint {
        if (rounds < 1 || !(seconds > 0)) {
            throw Complaint.usage("--rounds is 1 or more, and --seconds more than 0");
        } else if (profile != null && names.size() != 1) {
            throw Complaint.usage("--profile is of one NAME");
        }
        List<Subject> wanted = new ArrayList<>();
        for (String name : names) {
            wanted.add(known.stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> Complaint.usage("there is no benchmark '%s': %s"
                            .formatted(
                                    Escapes.controls(name),
                                    known.stream().map(Subject::name).toList()))));
        }
        return names.isEmpty() ? known : wanted;
    }

    private Own own(boolean warm, String name) {
        List<String> options = engine == null ? List.of() : List.of("--engine", engine);
        return new Own(name, Own.begin(Main.caller(spec).variable("LKERNEL_LAUNCHER")), warm, options, root);
    }

    private List<Contender> contenders(Tools tools) throws IOException, InterruptedException {
        List<Contender> all = new ArrayList<>(List.of(own(false, "lkernel")));
        if (Main.caller(spec).variable("LKERNEL_LAUNCHER") != null) {
            all.add(own(true, "lkernel, warm host"));
        }
        Path emulator = Tools.find("qemu-riscv64");
        if (emulator != null) {
            all.add(new Emulator(emulator, tools.guests(), root));
        }
        Path natives = tools.natives();
        if (natives != null) {
            all.addAll(natives(natives));
        }
        return all;
    }

    private static List<Contender> natives(Path tools) {
        List<Contender> all = new ArrayList<>();
        Path sandbox = Tools.find("runsc");
        Path linux = Tools.find("linux.uml");
        if (linux != null) {
            String init = tools.resolve(Native.INIT).toString();
            List<String> words = List.of(
                    linux.toString(),
                    "rootfstype=hostfs",
                    "rw",
                    "mem=256M",
                    "quiet",
                    "con=null",
                    "con0=null,fd:1",
                    "init=" + init);
            all.add(new Native("User-Mode Linux", words, tools, true));
        }
        if (sandbox != null) {
            List<String> words = List.of(sandbox.toString(), "--rootless", "--platform=ptrace", "--network=none", "do");
            all.add(new Native("gVisor", words, tools, false));
        }
        all.add(new Native("the host", List.of(), tools, false));
        return all;
    }

    private void measure(List<Subject> wanted, PrintWriter out) throws IOException, InterruptedException {
        try (Tools tools = Tools.unpack()) {
            List<Contender> contenders = contenders(tools);
            Results results = new Results(
                    String.join(" ", new org.lkernel.cli.Version().getVersion()),
                    rounds,
                    contenders.stream().map(Contender::name).toList());
            Group group = null;
            for (Subject subject : wanted) {
                new Turns(
                                new Sampler(seconds),
                                rounds,
                                contenders,
                                spec.commandLine().getErr())
                        .measure(subject)
                        .forEach(figure -> results.add(subject, figure));
                if (!json) {
                    if (group != subject.group()) {
                        out.println(results.heading(subject.group()));
                    }
                    out.println(results.line(subject));
                    out.flush();
                }
                group = subject.group();
            }
            if (json) {
                out.println(results.json());
            } else {
                results.summary().forEach(out::println);
            }
            if (html != null) {
                Files.writeString(html, ChartPage.of(BenchCommand.class, "figures.html", results.json()));
            }
        }
    }
}
