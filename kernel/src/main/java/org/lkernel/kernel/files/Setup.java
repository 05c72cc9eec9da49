package org.lkernel.kernel.files;

import java.util.List;
import org.lkernel.kernel.Bytes;

/// What the board tells files when the machine is put together.
///
/// @param volumes the exports of the host-files driver; one mounted at `/` is the root, without it the root is
/// empty
/// @param console what is on the other end of descriptors 0, 1 and 2
/// @param rows and `columns` of the terminal, if it is one
/// @param epochNanos since 1970 at machine time 0
/// @param harts how many `/proc/cpuinfo` shows
/// @param memoryBytes `--memory`
public record Setup(
        List<Volume> volumes, Console console, int rows, int columns, long epochNanos, int harts, long memoryBytes) {
    /// A directory of the host, seen in the machine.
    ///
    /// @param point absolute, without `.`, `..` or trailing slash
    public record Volume(int export, Bytes point, boolean readOnly) {}

    /// Descriptors 0, 1 and 2 of the first task.
    public enum Console {
        /// One line with a line discipline.
        TERMINAL,
        /// Three streams of the host: they look like pipes.
        STREAMS
    }
}
