package org.lkernel.cli.snapshot;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lkernel.cli.Complaint;
import org.lkernel.cli.Json;
import org.lkernel.cli.Main;
import org.lkernel.cli.session.SessionClient;
import org.lkernel.cli.session.SessionDirectory;
import org.lkernel.cli.session.SessionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lkernel snapshot save`: saves a session that is running, which goes on.
@Command(
        name = "save",
        mixinStandardHelpOptions = true,
        description = "Saves a session to a file. It stands still meanwhile, and goes on.",
        footer = {"", "Examples:", "  lkernel snapshot save work work.snapshot"})
final class SaveCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Option(names = "--json", description = "Prints a JSON object.")
    private boolean json;

    @Parameters(index = "0", paramLabel = "NAME", description = "The session's name.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "Where to; what was there is replaced in one step.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws Complaint {
        try (SessionClient client = SessionClient.connect(SessionDirectory.ofUser(Main.caller(spec)), name)) {
            PrintWriter out = spec.commandLine().getOut();
            String said = client.save(file);
            out.println(json ? Json.line(Reading.written(file)) : said);
            out.flush();
            return 0;
        } catch (SessionException failure) {
            throw new Complaint(125, String.valueOf(failure.getMessage()));
        }
    }
}
