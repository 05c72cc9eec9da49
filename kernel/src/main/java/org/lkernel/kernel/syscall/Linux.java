package org.lkernel.kernel.syscall;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The number and name of a system call in Linux's generic table (`asm-generic/unistd.h`), which riscv64 uses.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Linux {
    int number();

    /// The manual page's name: what strace prints and `--report` counts.
    String name();
}
