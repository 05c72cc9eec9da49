package org.lkernel.cli.debian;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lkernel root debian`: a root file system of Debian packages.
@Command(
        name = "debian",
        description = {
            "Make or extend DIR, a root file system of Debian packages and what they depend on, from this host's package sources.",
            "Signatures and checksums are verified; no root rights are needed, and no code of the packages is run.",
            "Set " + AptSources.OVERRIDE + " to a mirror's address on hosts without Debian sources."
        },
        footer = {
            "",
            "Examples:",
            "  lkernel root debian debian busybox-static bash-static",
            "  lkernel root debian --suite stable debian coreutils"
        },
        mixinStandardHelpOptions = true)
final class DebianCommand implements Callable<Integer> {

    private static final int FAILURE = 1;
    private static final String WORD = "[a-z0-9][a-z0-9.-]*";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "The directory; new, or made by this command.")
    @SuppressWarnings("NullAway.Init") // as above
    private Path directory;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "PACKAGE[=VERSION]",
            description = "What to unpack, with all it needs.")
    private List<String> packages = List.of();

    @Option(names = "--suite", defaultValue = DebianRoot.SUITE, description = "Default: ${DEFAULT-VALUE}.")
    private String suite = DebianRoot.SUITE;

    @Option(names = "--arch", defaultValue = DebianRoot.ARCHITECTURE, description = "Default: ${DEFAULT-VALUE}.")
    private String architecture = DebianRoot.ARCHITECTURE;

    @Option(names = "--no-depends", description = "Only the packages named.")
    private boolean alone;

    @Option(names = "--refresh", description = "Look for newer versions of what is there, too.")
    private boolean refresh;

    @Option(
            names = "--keep-cache",
            paramLabel = "DIR",
            description = "Keep downloads there instead of in $$XDG_CACHE_HOME/lkernel/debian.")
    private @Nullable Path cache;

    @Option(names = "--dry-run", description = "Say what would be unpacked.")
    private boolean dryRun;

    @Option(names = "--json", description = "Report as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        requireWellFormed();
        PrintWriter err = spec.commandLine().getErr();
        try {
            print(root().make());
            return 0;
        } catch (IOException e) {
            err.println("lkernel root debian: " + Sentence.of(e));
            return FAILURE;
        }
    }

    private void requireWellFormed() {
        if (!suite.matches(WORD) || !architecture.matches(WORD)) {
            throw usage("--suite and --arch are words such as trixie and riscv64");
        }
        try {
            for (String text : packages) {
                Request.parse(text);
            }
        } catch (IOException e) {
            throw usage(Sentence.of(e));
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private DebianRoot root() {
        PrintWriter err = spec.commandLine().getErr();
        DebianRoot root = DebianRoot.into(directory)
                .packages(packages.toArray(String[]::new))
                .suite(suite)
                .architecture(architecture)
                .notices(notice -> err.println("lkernel root debian: " + notice));
        if (alone) {
            root.withoutDependencies();
        }
        if (refresh) {
            root.refresh();
        }
        if (dryRun) {
            root.dryRun();
        }
        if (cache != null) {
            root.cache(cache);
        }
        if (Main.caller(spec).onTerminal()) {
            root.progress(new TerminalProgress(System.err));
        }
        return root;
    }

    private void print(Report report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(report));
        } else {
            text(report, out);
        }
        out.flush();
    }

    private static String json(Report report) {
        try {
            return JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                    .build()
                    .writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is records of plain values", e);
        }
    }

    private static void text(Report report, PrintWriter out) {
        long kept = report.count(Report.Action.KEPT);
        long changed = report.packages().size() - kept;
        if (report.dryRun()) {
            report.packages().stream()
                    .filter(line -> line.action() != Report.Action.KEPT)
                    .forEach(line -> out.println(line.name() + " " + line.version() + " " + line.sizeBytes()));
        }
        report.leftOut().forEach((name, reason) -> out.println("left out " + name + ": " + reason));
        if (report.skipped() > 0) {
            out.println("skipped " + report.skipped() + " device nodes, pipes or names this host cannot hold");
        }
        String verb = report.dryRun() ? " to unpack, " : " unpacked, ";
        out.println(report.directory() + ": " + changed + " packages" + verb + kept + " already there (Debian "
                + report.suite() + " " + report.architecture() + ")");
    }
}
