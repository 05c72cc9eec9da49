package org.lkernel.kernel.syscall;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// How the components of a [SystemCall] are made from registers and guest memory. Each takes the next register
/// (two where said); a bad pointer answers `EFAULT` before anything is sent.
///
/// Without annotation: `int` is the low 32 bits sign-extended, `long` the register itself (an output pointer is a
/// plain `long`); a record whose components are `int`, `long`, `short`, `byte` or such records is a C struct read
/// through a pointer, naturally aligned, and may be `@Nullable` where a null pointer is allowed (a non-null one
/// is read, else EFAULT).
public interface Shape {
    /// `Bytes`: a NUL-terminated path of at most 4,095 bytes (`ENAMETOOLONG`), without the NUL. `@Nullable`: NULL
    /// allowed.
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
    @interface Path {}

    /// `Bytes`: a pointer whose length is in register a`length` (not consumed), at most `limit` (`EINVAL` above),
    /// counted in units of `unit` bytes.
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
    @interface Sized {
        int length();

        int limit();

        int unit() default 1;
    }

    /// `Bytes`: a pointer to a set of as many bits as register a`count` says, in 64-bit words (`fd_set`).
    /// `@Nullable`: NULL allowed.
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
    @interface Bits {
        int count();
    }

    /// `Bytes`: a pointer to a pair of pointer and size, and there the eight bytes of a signal mask (`pselect6`).
    /// Either pointer may be NULL; `EINVAL` for another size.
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
    @interface MaskPair {}

    /// `Bytes`: a pointer to exactly `bytes` bytes. `@Nullable`: NULL allowed.
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
    @interface Fixed {
        int bytes();
    }

    /// `List<Bytes>`: a NULL-terminated array of strings (argv, envp), `E2BIG` above 2 MiB in all.
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
    @interface Strings {}

    /// `List<Segment>`: an iovec array and its count, two registers; `EINVAL` above 1,024 or when the lengths
    /// overflow.
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
    @interface Vector {}

    /// `Payload` from an iovec array and its count, two registers. A `Payload` without it is a buffer and its
    /// length.
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
    @interface Gathered {}

    /// Takes register a`value` instead of the next one.
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
    @interface Register {
        int value();
    }

    /// `Context`: the registers of the caller (for `clone`, `execve`, `rt_sigreturn`, `rt_sigsuspend`…); takes no
    /// register.
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
    @interface Registers {}

    /// `Bytes`: exactly `bytes` bytes at the caller's stack pointer (the signal frame of `rt_sigreturn`); takes
    /// no register.
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
    @interface AtStackPointer {
        int bytes();
    }

    /// How strace shows the argument: the name of a set of flags or kind (`"open_flags"`, `"fd"`, `"signal"`,
    /// `"octal"`, `"out_stat"`…).
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
    @interface Shown {
        String value();
    }
}
