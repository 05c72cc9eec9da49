package org.lkernel.kernel.task;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Elf;
import org.lkernel.kernel.memory.ObjectKey;
import org.lkernel.kernel.syscall.Context;

/// An `execve(2)` in its course: what is asked for, what was found, and how far it has come.
///
/// @param arguments and `environment`: as the program will see them
/// @param name the file as the caller named it, for `AT_EXECFN`
/// @param scripts how many `#!` lines were followed
/// @param program the executable, once opened
/// @param interpreter what loads it, once opened
/// @param space the new address space, once it is being built
/// @param start the registers the program starts with
/// @param auxiliary the vector on its stack, for procfs
record Execution(
        Step step,
        List<Bytes> arguments,
        List<Bytes> environment,
        Bytes name,
        int scripts,
        @Nullable Executable program,
        @Nullable Executable interpreter,
        int space,
        @Nullable Context start,
        Bytes auxiliary) {
    /// What is being waited for.
    enum Step {
        OPEN,
        HEADERS,
        INTERPRETER_NAME,
        OPEN_INTERPRETER,
        INTERPRETER_HEADERS,
        BUILD,
        /// Other tasks of the process to end.
        OTHERS,
        /// The tables to follow the task to the first task's number.
        MOVE,
        CLOSE,
        IDENTIFY
    }

    /// A file that was opened to be executed.
    ///
    /// @param segments its program headers, once read
    record Executable(
            ObjectKey object,
            long size,
            Bytes head,
            Bytes path,
            int mode,
            int owner,
            int group,
            @Nullable Elf elf,
            List<Elf.Segment> segments,
            long inode) {
        Executable as(Elf header) {
            return new Executable(object, size, head, path, mode, owner, group, header, segments, inode);
        }

        Executable with(List<Elf.Segment> headers) {
            return new Executable(object, size, head, path, mode, owner, group, elf, headers, inode);
        }
    }

    static Execution of(List<Bytes> arguments, List<Bytes> environment, Bytes name) {
        List<Bytes> named = arguments.isEmpty() ? List.of(Bytes.EMPTY) : arguments;
        return new Execution(Step.OPEN, named, environment, name, 0, null, null, 0, null, Bytes.EMPTY);
    }

    Execution at(Step next) {
        return new Execution(
                next, arguments, environment, name, scripts, program, interpreter, space, start, auxiliary);
    }

    Execution running(Executable found) {
        return new Execution(step, arguments, environment, name, scripts, found, interpreter, space, start, auxiliary);
    }

    Execution loadedBy(Executable found) {
        return new Execution(step, arguments, environment, name, scripts, program, found, space, start, auxiliary);
    }

    Execution through(List<Bytes> changed) {
        return new Execution(Step.OPEN, changed, environment, name, scripts + 1, null, null, space, start, auxiliary);
    }

    Execution building(int newSpace, Context begin, Bytes vector) {
        return new Execution(
                Step.BUILD, arguments, environment, name, scripts, program, interpreter, newSpace, begin, vector);
    }
}
