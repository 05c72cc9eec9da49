/// System calls as data: from a number and registers to a record, and from an answer back to registers and memory.
///
/// A call is one record, with its number and name in [org.lkernel.kernel.syscall.Linux] and the shape of each argument
/// beside the component it becomes. From that one declaration follow the [org.lkernel.kernel.syscall.SyscallTable], the
/// decoder (generated when a call is first made, so that it is straight-line code and a boot pays for none it does not
/// use), what a tracer shows, and what fuzzing tries.
///
/// ```
///   ecall ─▶ Ecall(registers) ─▶ Decoder ─▶ record ──▶ owner ──▶ Completion(value, copy-outs) ─▶ registers, memory
///                                   │ reads small arguments by value: a path, a timespec, an iovec
///                                   ├─▶ BadArgument: an errno at once
///                                   └─▶ GuestFault: the page is asked for, and the call is decoded again
/// ```
/// What a pointer leads to is read here, once, before the record is sent: its owner sees values, and cannot be fooled
/// by memory that changes meanwhile. What is too large to be an argument (the bytes of a write) stays an address that
/// only `Memory` follows. Results that go to memory are [org.lkernel.kernel.syscall.CopyOut]s, made by the hart as the
/// call returns.
///
/// [org.lkernel.kernel.syscall.Call] says who asked, and each gets exactly one answer: `Completed` to the hart, or,
/// after `Parked`, `Wake` to the scheduler.
@NullMarked
package org.lkernel.kernel.syscall;

import org.jspecify.annotations.NullMarked;
