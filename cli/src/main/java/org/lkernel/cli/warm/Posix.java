package org.lkernel.cli.warm;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The few calls of the host that Java has no words for.
@SuppressWarnings("restricted")
final class Posix {
    private static final int PIDFD_OPEN = 434;
    private static final int PIDFD_GETFD = 438;
    private static final int OWNER_ONLY = 0600;
    private static final short POLLIN = 1;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final StructLayout POLLED = MemoryLayout.structLayout(
            ValueLayout.JAVA_INT.withName("fd"),
            ValueLayout.JAVA_SHORT.withName("events"),
            ValueLayout.JAVA_SHORT.withName("revents"));

    private static final MethodHandle SYSCALL = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG),
            Linker.Option.firstVariadicArg(1),
            Linker.Option.captureCallState("errno"));
    private static final MethodHandle CHDIR = of("chdir", ValueLayout.ADDRESS);
    private static final MethodHandle UMASK = of("umask", ValueLayout.JAVA_INT);
    private static final MethodHandle MKFIFO = of("mkfifo", ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    private static final MethodHandle CLOSE = of("close", ValueLayout.JAVA_INT);
    private static final MethodHandle POLL =
            of("poll", ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);

    private Posix() {}

    private static MethodHandle of(String name, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments),
                Linker.Option.captureCallState("errno"));
    }

    /// A descriptor of this process for what is open in another: the same open file, with its offset and flags
    /// (`pidfd_getfd(2)`).
    static int descriptorOf(long process, int descriptor) throws IOException {
        int handle = (int) syscall(PIDFD_OPEN, process, 0, 0);
        try {
            return (int) syscall(PIDFD_GETFD, handle, descriptor, 0);
        } finally {
            call("close", CLOSE, handle);
        }
    }

    private static long syscall(long number, long first, long second, long third) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            return checked(
                    "system call " + number, (long) SYSCALL.invokeExact(state, number, first, second, third), state);
        } catch (IOException failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Makes this process work in another directory.
    static void changeDirectory(String path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            call("chdir", CHDIR, arena.allocateFrom(path));
        }
    }

    /// What files that are made from now on do not grant.
    static void mask(int mask) throws IOException {
        call("umask", UMASK, mask);
    }

    /// Makes a named pipe that is its owner's alone.
    static void fifo(String path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            call("mkfifo", MKFIFO, arena.allocateFrom(path), OWNER_ONLY);
        }
    }

    /// Whether a read would not wait, after having waited so long for that.
    static boolean awaitInput(int descriptor, int millis) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment polled = arena.allocate(POLLED);
            polled.set(ValueLayout.JAVA_INT, 0, descriptor);
            polled.set(ValueLayout.JAVA_SHORT, Integer.BYTES, POLLIN);
            return call("poll", POLL, polled, 1L, millis) > 0;
        }
    }

    private static int call(String name, MethodHandle function, Object... arguments) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            Object[] all = new Object[arguments.length + 1];
            all[0] = state;
            System.arraycopy(arguments, 0, all, 1, arguments.length);
            return (int) checked(name, (int) function.invokeWithArguments(all), state);
        } catch (IOException failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static long checked(String name, long result, MemorySegment state) throws IOException {
        if (result < 0) {
            throw new IOException(name + ": error " + (int) ERRNO.get(state, 0L));
        }
        return result;
    }
}
