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
///
/// What a call promises is so when it returns, whoever looks: everybody who acts on what it changed knows of it before
/// the answer is sent, or hears of it before anybody who got the answer can ask. A message keeps its place among those
/// of one sender to one receiver, so an answer that goes by way of the one who was told (`Relay`) is enough.
///
/// | what changes | is decided by | is told before the answer | how the answer waits |
/// |---|---|---|---|
/// | the size of a file, a hole in it | `Files` | `Memory`, and by it every hart that may hold a page | `Resized` |
/// | what is in a file | `Memory`, where mappings look, too | `Files`: size, times | `Written`; `Relay` by `Memory` |
/// | mappings, protections, the break, copy on write | `Memory` | every hart of the space | all have let go |
/// | times of a mapped file (`msync`) | `Memory` | `Files` | `Relay` by `Files` |
/// | descriptors, names, mounts, locks | `Files` | who waits behind them | the wake is sent first |
/// | readiness for poll and epoll | `Files` | | a level, computed when asked for |
/// | seals of a memfd | `Files` | `Memory`, whether it is mapped for writing | asked first |
/// | a new process or task | `Tasks` | `Memory`, `Files`, `Scheduler` | `SpaceCopied`, `TablesCopied`, `Relay` by
/// `Scheduler` |
/// | its number in memory | `Tasks` | `Memory` | `Poked` |
/// | an end that is waited for | `Tasks` | `Memory`, `Files`, `Scheduler` | `TablesReleased` and `Removed`, then a
/// zombie |
/// | identities, the umask's owner | `Tasks` | `Files` | `Relay` by `Files` |
/// | limits | `Tasks` | `Files` or `Memory`, whom they bind | `Relay` by the one told |
/// | niceness | `Tasks` | `Scheduler` | `Relay` by `Scheduler` |
/// | policy | `Scheduler` | | |
/// | harts allowed | `Scheduler` | the hart that runs the task | until it has left it: `Move` |
/// | a signal to oneself, one let through | `Tasks` | | it is taken before the answer |
/// | the time of day | `Clock` | `Tasks`, `Memory` for the vDSO, and so every hart | passed on, `EpochKnown` |
///
/// The exerciser `promises` has a call for each and somebody who looks at once, on another hart.
@NullMarked
package org.lkernel.kernel.syscall;

import org.jspecify.annotations.NullMarked;
