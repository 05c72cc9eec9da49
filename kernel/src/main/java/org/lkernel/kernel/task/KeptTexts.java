package org.lkernel.kernel.task;

import java.util.List;
import org.lkernel.kernel.Bytes;

/// The arguments and environments of all programs, which are kept for procfs as long as their processes live.
final class KeptTexts {
    private static final long MAXIMUM_BYTES = 32 << 20;

    private KeptTexts() {}

    /// Whether those of one more program would be more than there is room for.
    static boolean areTooMuch(TasksState state, List<Bytes> arguments, List<Bytes> environment) {
        return StackImage.bytes(arguments) + StackImage.bytes(environment) + bytes(state) > MAXIMUM_BYTES;
    }

    /// A child's are its parent's until it executes a program.
    private static long bytes(TasksState state) {
        long all = 0;
        for (TaskGroup process : state.processes.values()) {
            TaskGroup parent = state.processes.get(process.parent);
            boolean inherited = parent != null
                    && parent.environment.equals(process.environment)
                    && parent.arguments.equals(process.arguments);
            all += inherited ? 0 : process.arguments.length() + process.environment.length();
        }
        return all;
    }
}
