/// `lkernel strace`: the system calls of a run in the format of `strace(1)`, told by the harts.
///
/// Which arguments a call has and what they are follows from the kernel's table of calls; [Kinds] says how each kind is
/// shown, `names.txt` what constants are called. The format is that of strace 6.1. What differs:
///
/// - the first line's `execve` was made by nobody, so that its environment has no address;
/// - times are the machine's: of the day since boot, and none passes in most calls, which take no instructions;
/// - `getcpu` has two arguments, since the third means nothing to any kernel of today;
/// - stops are shown as the signals that cause them, without `--- stopped by SIGTSTP ---`;
/// - a class of `-e` is what the table says: `%process` has `getpid` and its kin, `%memory` has `futex`.
@NullMarked
package org.lkernel.cli.strace;

import org.jspecify.annotations.NullMarked;
