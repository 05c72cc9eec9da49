/// Hot guest code as code of the host's own: the second of the two engines, which may change nothing but the time a
/// run takes.
///
/// A *region* is what one entry leads to without an indirect jump, at most some 150 instructions. It becomes one
/// method of a hidden class ([RegionWriter]), which the JVM's compilers make machine code of as soon as it is hot by
/// their own measure. The guest's registers are local variables there ([Locals]), so that those compilers see plain
/// arithmetic and loops ([Flow]).
///
/// What keeps the two engines one:
///
/// - An instruction is done whole or not at all. Whatever is rare, misses a table, or may trap *leaves* the region
///   before it has had any effect ([Exits]), and the interpreter does it. So faults, and all that a hart's slow path
///   is told, come from the one place they always come from.
/// - Each block takes its number of instructions from the count when it begins, and a way out in the middle gives back
///   what was not done. A region is entered, and jumped back in, only while more instructions may retire than its
///   longest way to the next such check has; the interpreter does the rest, to the very instruction asked for.
/// - A region knows no addresses, of neither guest nor host: it is told where it begins, and asks the tables of the
///   [org.lkernel.kernel.hart.Tlb] for every page. So no host address comes from an unchecked guest value.
/// - It runs only while every page it was made of is mapped where it has to be, and unchanged ([Entries]): a frame
///   with decoded instructions has no way to be written to but the slow path, which drops what it overwrites.
/// - Floating-point results are taken from the host only where result and flags are proved the guest's ([Guard]).
///
/// Guest calls are the host's: the region at the target is called, and whoever called it goes on if the guest came
/// back to where it was expected; else all of them return, and the hart goes on from its registers.
///
/// Regions are shared by everything in a process that runs the same instructions ([Translator], [Shape]). The work is
/// done by an executor from outside; when it is done decides nothing that a guest or a digest could tell.
@NullMarked
package org.lkernel.kernel.hart.translate;

import org.jspecify.annotations.NullMarked;
