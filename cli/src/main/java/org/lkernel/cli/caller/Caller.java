package org.lkernel.cli.caller;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Who called the command: what it was given, where its input and output are, and how it ends.
public interface Caller {
    /// What was written after the command's name, as [org.lkernel.drivers.hostfiles.HostText].
    List<String> words();

    /// A variable of the environment.
    @Nullable
    String variable(String name);

    /// A path as the caller means it: from the directory that the command was called in.
    Path absolute(Path path);

    InputStream input();

    /// The file that standard input is, at the place up to which it was read; null when it is no regular file.
    @Nullable
    FileChannel inputFile();

    OutputStream output();

    OutputStream error();

    /// Whether both standard input and standard output are a terminal.
    boolean onTerminal();

    /// That terminal.
    Tty terminal() throws IOException;

    /// Runs something, on a thread of its own, whenever a signal comes.
    ///
    /// @param signal its name without SIG
    void onSignal(String signal, Runnable told);

    /// Tells when the command's process is stopped, and when it goes on (job control), if the host does not itself stop
    /// everything that the command does.
    void onStop(Consumer<Boolean> told);

    /// Ends the command with this status, whatever its threads are doing; does not come back.
    void end(int status);

    /// Has something done should the command end before it is called off.
    ///
    /// @return calls it off
    Runnable atEnd(Runnable last);
}
