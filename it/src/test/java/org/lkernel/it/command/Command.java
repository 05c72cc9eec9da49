package org.lkernel.it.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lkernel.cli.Main;

/// The command `lkernel` in a process of its own.
final class Command implements AutoCloseable {
    /// What it printed and its exit status, with which bash reports a signal too.
    record Result(int status, String out, String err) {
        /// The value of the line `digest: HEX`.
        String digest() {
            return err.lines()
                    .filter(line -> line.startsWith("digest: "))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no digest in: " + err));
        }
    }

    static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    private static final List<String> FLAGS = List.of(
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Dfile.encoding=UTF-8",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8");

    /// Whoever started the tests may have ignored signals, as `nohup` and a shell's `&` do, which processes
    /// inherit and a shell cannot undo.
    private static final List<String> WITH_DEFAULT_SIGNALS =
            List.of("env", "--default-signal=HUP,INT,QUIT,PIPE,TERM,TSTP,TTIN,TTOU");

    private final Process process;
    private final Output out;
    private final Output err;

    private Command(ProcessBuilder builder) {
        try {
            builder.command().addAll(0, WITH_DEFAULT_SIGNALS);
            process = builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        out = new Output(process.getInputStream());
        err = new Output(process.getErrorStream());
    }

    /// The words of the process that runs the command with these.
    static List<String> words(List<String> jvm, String... words) {
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        all.addAll(FLAGS);
        all.addAll(jvm);
        all.addAll(List.of("-cp", CLASS_PATH, Main.class.getName()));
        all.addAll(List.of(words));
        return all;
    }

    static Command start(String... words) {
        return new Command(builder(words(List.of(), words)));
    }

    /// Runs it to its end with nothing on standard input.
    static Result run(String... words) {
        return runOn(List.of(), words);
    }

    static Result runOn(List<String> jvm, String... words) {
        return finish(builder(words(jvm, words)));
    }

    /// Runs a script of bash in which `lkernel` is the command; `exec_lkernel` takes the shell's place.
    static Result script(String script) {
        return bash(Map.of(), functions() + script);
    }

    /// Starts such a script, to which can be typed through a pipe.
    static Command startScript(String script) {
        return startBash(Map.of(), functions() + script);
    }

    /// Starts such a script on a terminal, as `script(1)` makes one.
    static Command onTerminal(String script) {
        return bashOnTerminal(Map.of(), functions() + script);
    }

    /// Runs a script of bash to its end.
    static Result bash(Map<String, String> environment, String script) {
        return finish(with(environment, List.of("bash", "-c", script)));
    }

    static Command startBash(Map<String, String> environment, String script) {
        return new Command(with(environment, List.of("bash", "-c", script)));
    }

    static Command bashOnTerminal(Map<String, String> environment, String script) {
        String shell = "bash -c " + quoted(List.of(script));
        return new Command(with(environment, List.of("script", "-qec", shell, "/dev/null")));
    }

    private static ProcessBuilder with(Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = builder(command);
        builder.environment().putAll(environment);
        return builder;
    }

    private static ProcessBuilder builder(List<String> command) {
        return new ProcessBuilder(new ArrayList<>(command));
    }

    private static String functions() {
        String command = quoted(words(List.of())) + " \"$@\"; }\n";
        return "lkernel() { " + command + "exec_lkernel() { exec " + command;
    }

    static String quoted(List<String> words) {
        StringBuilder text = new StringBuilder();
        for (String word : words) {
            text.append('\'').append(word.replace("'", "'\\''")).append("' ");
        }
        return text.toString();
    }

    private static Result finish(ProcessBuilder builder) {
        try (Command command = new Command(builder.redirectInput(
                ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile())))) {
            return command.result();
        }
    }

    void type(String text) {
        try {
            process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Waits until it has printed this.
    void await(String text) {
        out.await(text);
    }

    /// The Java processes it consists of, below shells and terminals.
    List<ProcessHandle> virtualMachines() {
        return process.descendants()
                .filter(each -> each.info().command().orElse("").endsWith("java"))
                .toList();
    }

    Result result() {
        try {
            return new Result(process.waitFor(), out.all(), err.all());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /// Nothing it started outlives it, a test that failed included.
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
