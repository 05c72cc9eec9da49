package org.lkernel.cli.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.lkernel.actors.Machine;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.clock.ClockState;
import org.lkernel.kernel.task.TasksState;

/// How a named session is, as its process says.
///
/// @param attached whether a terminal is lent to it
/// @param timeNanos since the machine was booted, by its own clock
public record Status(
        String name, long process, boolean attached, int tasks, long step, long instructions, long timeNanos) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Status of(String name, boolean attached, Machine machine) {
        int tasks = 0;
        long nanos = 0;
        for (Subsystem<?, ?> subsystem : machine.subsystems()) {
            if (subsystem.state() instanceof TasksState state) {
                tasks = state.count();
            } else if (subsystem.state() instanceof ClockState clock) {
                nanos = clock.nowNanos();
            }
        }
        return new Status(
                name, ProcessHandle.current().pid(), attached, tasks, machine.steps(), machine.retired(), nanos);
    }

    String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// @throws SessionException when it is none
    public static Status parse(String text) throws SessionException {
        try {
            return JSON.readValue(text, Status.class);
        } catch (JsonProcessingException malformed) {
            throw new SessionException("the session's state is malformed: " + malformed.getMessage());
        }
    }
}
