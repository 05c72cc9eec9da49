package org.lkernel.cli.warm;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.caller.Caller;

/// A process that runs the commands of others, one at a time, until nobody has wanted one for a while.
public final class WarmHost {
    /// How often a command is rehearsed: the second time finds everything loaded, and the third compiled.
    private static final int REHEARSALS = 3;

    private static final List<String> REHEARSED = List.of("run", "--", "/bin/sh", "-c", "echo | cat");
    private static final long LOOK_MILLIS = 2_000;
    private static final long FORGOTTEN_MILLIS = 30_000;
    private static final int CRASHED = 1;

    private final Hosts hosts;
    private final Path directory;
    private final Path workingDirectory;
    private final ToIntFunction<Caller> run;
    private final Standing standing;
    private final List<String> build;
    private final PrintStream log = System.err;
    private boolean shaken;
    private int served;

    /// @param directory the host's own
    /// @param run runs a command, to its exit status
    public WarmHost(Path directory, ToIntFunction<Caller> run) throws IOException {
        hosts = new Hosts(directory.resolve("../..").normalize());
        hosts.check();
        this.directory = directory;
        this.run = run;
        workingDirectory = directory.resolve("cwd");
        standing = Standing.own(directory.resolve("limits"));
        build = Standing.build();
    }

    /// Serves until it is to retire or nobody has come for so long.
    public void serve(Duration idle) throws IOException {
        for (int count = 0; count < REHEARSALS; count++) {
            int status = run.applyAsInt(new Rehearsal(REHEARSED));
            if (status != 0) {
                throw new IOException("a rehearsal ended with status " + status);
            }
        }
        try (Slot slot = new Slot(directory)) {
            long waited = 0;
            while (!shaken && !slot.isToRetire() && isCurrent()) {
                String line = slot.hear(LOOK_MILLIS);
                if (line != null) {
                    waited = 0;
                    answer(slot, line);
                    continue;
                }
                waited += LOOK_MILLIS;
                tidy(slot, waited);
                if (waited >= idle.toMillis() && slot.withdraw()) {
                    return;
                }
            }
        }
    }

    /// What can wait until nobody waits for it.
    private static void tidy(Slot slot, long waitedMillis) throws IOException {
        if (waitedMillis == LOOK_MILLIS) {
            System.gc();
        } else if (slot.isForgotten(FORGOTTEN_MILLIS)) {
            slot.renew("no");
        }
    }

    private boolean isCurrent() throws IOException {
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) && build.equals(Standing.build());
    }

    private void answer(Slot slot, String line) throws IOException {
        Client client = accept(slot, line);
        if (client == null) {
            slot.renew("no");
        } else {
            slot.say("taken");
            String end = "exit " + attend(slot, client);
            Files.writeString(directory.resolve("served"), String.valueOf(++served));
            slot.renew(end);
        }
    }

    /// The command that is asked for, in its directory, or null when this process cannot stand in for it.
    private @Nullable Client accept(Slot slot, String line) {
        try {
            Request request = Request.parse(line);
            hosts.check();
            if (!isCurrent() || !request.isServed(slot, standing)) {
                return null;
            }
            enter(request.process());
            Client[] client = new Client[1];
            client[0] = new Client(request, slot, () -> leave(slot, client[0]));
            return client[0];
        } catch (IOException | RuntimeException refused) {
            log.println("refused: " + refused);
            return null;
        }
    }

    /// Works where that process does, and grants what it would. Java knows one directory for all its life: a link,
    /// which
    /// leads there.
    private void enter(ProcessEntry process) throws IOException {
        Path there = Path.of(process.link("cwd"));
        if (!Files.isSameFile(there, process.file("cwd"))) {
            throw new IOException("its directory has no name");
        }
        Path link = directory.resolve("cwd.new");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, there);
        Files.move(link, workingDirectory, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Posix.changeDirectory(there.toString());
        String mask = process.status(List.of("Umask")).getFirst();
        Posix.mask(Integer.parseInt(mask.substring(mask.indexOf(':') + 1).strip(), 8));
    }

    private int attend(Slot slot, Client client) throws IOException {
        try (client;
                PrintStream error = new PrintStream(client.error(), true, StandardCharsets.UTF_8);
                Attendant _ = new Attendant(slot, client, () -> leave(slot, client))) {
            System.setErr(error);
            return run(client, error);
        } finally {
            System.setErr(log);
        }
    }

    /// What the JVM would say of a command of its own that fails like that; after it, this process is not to be
    /// trusted.
    private int run(Client client, PrintStream error) {
        try {
            return run.applyAsInt(client);
        } catch (RuntimeException | Error crash) {
            error.print("Exception in thread \"main\" ");
            crash.printStackTrace(error);
            shaken = true;
            return CRASHED;
        }
    }

    /// Ends this process in the middle of a command, with the status that its launcher is to have.
    private void leave(Slot slot, @Nullable Client client) {
        try {
            if (client != null) {
                slot.say("exit " + client.status());
            }
        } catch (IOException gone) {
            // Nobody waits for it.
        }
        Hosts.remove(directory);
        Runtime.getRuntime().halt(0);
    }
}
