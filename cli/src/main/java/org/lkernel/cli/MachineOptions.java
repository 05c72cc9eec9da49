package org.lkernel.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Mode;
import org.lkernel.drivers.board.Hardware;
import org.lkernel.drivers.hostfiles.Export;
import org.lkernel.drivers.hostfiles.HostText;
import org.lkernel.drivers.saved.Tree;
import org.lkernel.experiments.campaign.Target;
import org.lkernel.kernel.Bytes;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The options of every command that starts a machine.
final class MachineOptions {
    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec command;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "The guest's root file system: a read-only base, writes stay in the machine."
                    + " Default: the embedded userland.")
    private @Nullable Path root;

    @Option(
            names = "--volume",
            paramLabel = "HOST:GUEST[:ro]",
            description = "Shows a host directory below GUEST; what the guest writes stays in the machine.")
    private List<String> volumes = List.of();

    @Option(names = "--env", paramLabel = "K=V", description = "Sets a variable of the program's environment.")
    private Map<String, String> environment = new LinkedHashMap<>();

    @Option(names = "--cwd", paramLabel = "DIR", defaultValue = "/", description = "Where the program starts.")
    private String directory = "/";

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Decides everything that could have gone otherwise. Default: 0, or random in live mode.")
    private @Nullable Long seed;

    @Option(names = "--harts", paramLabel = "N", defaultValue = "1", description = "How many CPUs (1 to 64).")
    private int harts = 1;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            defaultValue = "1GiB",
            converter = SizeConverter.class,
            description = "All the memory the guest may use: 64MiB, 2GiB… Default: ${DEFAULT-VALUE}.")
    private long memory = 1L << 30;

    @Option(
            names = "--mode",
            paramLabel = "deterministic|live",
            converter = ModeConverter.class,
            completionCandidates = ModeConverter.Candidates.class,
            description = "Virtual time from a seed, or the host's time. Default: live on a terminal.")
    private @Nullable Mode mode;

    @Option(names = "--record", paramLabel = "FILE", description = "Writes the journal that `lkernel replay` repeats.")
    private @Nullable Path record;

    @Mixin
    private RunOptions telling = new RunOptions();

    Mode mode(boolean terminal) {
        return mode != null ? mode : terminal ? Mode.LIVE : Mode.DETERMINISTIC;
    }

    long seed(Mode chosen) {
        return seed != null ? seed : chosen == Mode.LIVE ? new java.security.SecureRandom().nextLong() >>> 1 : 0;
    }

    /// The machine that the options describe.
    ///
    /// @param terminal whether its console is a terminal
    Blueprint blueprint(boolean terminal) throws Complaint {
        Mode chosen = mode(terminal);
        long chosenSeed = seed(chosen);
        List<Tree> trees = trees();
        return new Blueprint(
                chosen, chosenSeed, trees, hardware(chosen, terminal, trees), words(), replayLine(chosenSeed));
    }

    /// What is explored: a program on the machine that the options describe.
    ///
    /// @param interrupting whether tasks are interrupted in their own code
    Target target(List<String> program, boolean interrupting) throws Complaint {
        if (mode == Mode.LIVE) {
            throw Complaint.usage("what is explored runs in virtual time: no --mode live");
        }
        List<Tree> trees = trees();
        hardware(Mode.DETERMINISTIC, false, trees);
        return new Target(
                root == null ? null : trees.getFirst().shown(),
                trees.stream()
                        .skip(1)
                        .map(tree -> tree.shown() + ":" + tree.guest())
                        .toList(),
                new TreeMap<>(environment),
                directory,
                harts,
                memory,
                seed(Mode.DETERMINISTIC),
                interrupting,
                program);
    }

    private Hardware hardware(Mode chosen, boolean terminal, List<Tree> trees) throws Complaint {
        if (harts < Hardware.HARTS_MINIMUM || harts > Hardware.HARTS_MAXIMUM) {
            throw Complaint.usage("--harts is 1 to " + Hardware.HARTS_MAXIMUM + ", not " + harts);
        } else if (memory < Hardware.MEMORY_MINIMUM_BYTES) {
            throw Complaint.usage("--memory is at least 4MiB, not " + memory + " bytes");
        }
        return new Hardware(
                harts,
                memory,
                chosen == Mode.DETERMINISTIC,
                terminal,
                trees.stream().<Export>map(Tree::export).toList(),
                trees.stream().skip(1).map(tree -> HostText.bytes(tree.guest())).toList());
    }

    /// The root and the volumes.
    private List<Tree> trees() throws Complaint {
        List<Tree> trees = new ArrayList<>();
        trees.add(root == null ? Tree.embedded() : Tree.directory(directory(root, "--root"), "/"));
        for (String volume : volumes) {
            trees.add(volume(volume));
        }
        return List.copyOf(trees);
    }

    private static Tree volume(String volume) throws Complaint {
        String spec = volume.endsWith(":ro") ? volume.substring(0, volume.length() - 3) : volume;
        int colon = spec.lastIndexOf(':');
        if (colon <= 0 || !spec.substring(colon + 1).startsWith("/")) {
            throw Complaint.usage("--volume is HOST:GUEST[:ro] with an absolute GUEST, not '" + volume + "'");
        }
        return Tree.directory(directory(path(spec.substring(0, colon)), "--volume"), spec.substring(colon + 1));
    }

    /// A directory that is there and can be read, by its real path.
    ///
    /// @param option for messages
    static Path directory(Path path, String option) throws Complaint {
        try {
            Path real = path.toRealPath();
            if (!Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS) || !Files.isReadable(real)) {
                throw new Complaint(125, option + ": '" + HostText.of(path) + "' is no readable directory");
            }
            return real;
        } catch (java.io.IOException missing) {
            throw new Complaint(125, option + ": there is no directory '" + HostText.of(path) + "'");
        }
    }

    private static Path path(String text) throws Complaint {
        try {
            return HostText.path(text);
        } catch (InvalidPathException impossible) {
            throw Complaint.usage("'" + text + "' is no path on this host");
        }
    }

    /// The guest's environment: a few variables everybody has, then what `--env` says.
    List<Bytes> environment() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        all.put("HOME", "/root");
        String terminal = Main.caller(command).variable("TERM");
        all.put("TERM", terminal == null ? "dumb" : terminal);
        all.putAll(environment);
        return all.entrySet().stream()
                .map(entry -> HostText.bytes(entry.getKey() + "=" + entry.getValue()))
                .toList();
    }

    Bytes directory() {
        return HostText.bytes(directory);
    }

    /// The words the user wrote after `lkernel`.
    List<String> words() {
        return command.root().commandLine().getParseResult().originalArgs();
    }

    /// The command that repeats this run, for a shell.
    String replayLine(long chosenSeed) {
        if (record != null) {
            return "lkernel replay " + quoted(HostText.of(record));
        }
        List<String> all = new ArrayList<>(words());
        if (seed == null && !all.isEmpty()) {
            all.addAll(1, List.of("--seed", String.valueOf(chosenSeed)));
        }
        return all.stream().map(MachineOptions::quoted).collect(Collectors.joining(" ", "lkernel ", ""));
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /// Where the journal goes, or null.
    @Nullable
    Path record() {
        return record;
    }

    RunOptions telling() {
        return telling;
    }

    boolean json() {
        return telling.json();
    }
}
