package org.lkernel.cli.session;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A process of its own for a session: the same command again, without the terminal.
///
/// Its standard output is a pipe to the command that started it until it says one line: that it is ready, or why it
/// cannot be. Then it lets the pipe go, and is nobody's child to wait for.
public final class Background {
    private static final String READY = "ready";

    private Background() {}

    /// Starts the process and waits until the session can be attached to.
    ///
    /// @param words the command's arguments
    /// @param log takes what the process has to complain of
    public static void start(List<String> words, Path log) throws SessionException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.lkernel.cli.Main"));
        command.addAll(words);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(new File(File.separatorChar == '/' ? "/dev/null" : "NUL"))
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            awaitReady(process, log);
        } catch (IOException failure) {
            throw new SessionException("the session's process cannot be started: " + failure.getMessage());
        }
    }

    private static void awaitReady(Process process, Path log) throws IOException, SessionException {
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = said.readLine();
            if (!READY.equals(line)) {
                throw new SessionException(line == null ? "the session's process died at once: see " + log : line);
            }
        }
    }

    /// In the new process, first of all: leaves the terminal and its process group (`setsid(2)`), where the host has
    /// such a thing.
    @SuppressWarnings("restricted")
    public static void leaveTerminal() {
        Linker linker = Linker.nativeLinker();
        linker.defaultLookup().find("setsid").ifPresent(address -> {
            try {
                linker.downcallHandle(address, FunctionDescriptor.of(ValueLayout.JAVA_INT))
                        .invoke();
            } catch (Throwable impossible) {
                throw new IllegalStateException(impossible);
            }
        });
    }

    /// In the new process: it is ready, and from here on says nothing to anybody.
    public static void ready() {
        say(READY);
    }

    /// In the new process: it will not be ready.
    public static void failed(String reason) {
        say(reason.lines().findFirst().orElse("it failed"));
    }

    private static void say(String line) {
        try (OutputStream pipe = new FileOutputStream(FileDescriptor.out)) {
            pipe.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException gone) {
            // Whoever started this session did not wait for it.
        }
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    }
}
