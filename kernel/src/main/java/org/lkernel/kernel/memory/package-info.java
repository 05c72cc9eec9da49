/// Frames, address spaces, the page cache and futexes.
///
/// What is where, from the guest's address down to the host's page:
///
/// ```
///   address ──Tlb (each hart's own)──────────────────────────────────────────▶ host page
///      │ nothing shown                                                            ▲
///      ├──Translations (each hart's own)──────────▶ frame ────────────────────────┤
///      │ none: Mmu walks                                                          │
///      ▼                                                                          │
///   Space.pages: page ─▶ Entry(frame, rights) ──▶ Frames: references ──▶ HostPages: frame ─▶ page, shared by machines
///      ▲ fault: Faulting fills in                    ▲
///      │                                             │
///   Space.areas: what should be there ──▶ MemoryObject.pages: index ─▶ frame
/// ```
/// A hart's translations are a part of its state and may be stale for a while; what its `Tlb` shows of them follows
/// from the frames, and is dropped and made again as need be.
///
/// There are two kinds of copy-on-write, one above the other. `fork(2)` shares *frames* between spaces of one
/// machine: a guest can tell by its memory, so it takes faults, messages and shootdowns. A fork of the *machine*
/// shares *host pages* between two machines whose frames have the same numbers: nobody inside can tell, so it
/// takes neither.
///
/// The protocols, with the hart that calls as `Hart` and the others that hold the space as `hart…`:
///
/// ```
///   Hart ──Fault──▶ Memory ──Completed(Retried | Refused)──▶ Hart
///                     ├──Parked──▶ Hart, ──PageIn──▶ Files ──PagedIn──▶ Memory ──Wake──▶ Scheduler
///                     ├──Shootdown──▶ hart… ──Acknowledged──▶ Memory, then the answer            copy-on-write
///                     └──OutOfMemory──▶ Tasks … DropSpace ──▶ Memory, attempted again            memory is full
///   Hart ──Unmap──▶ Memory ──Shootdown──▶ Hart and hart… ──Acknowledged──▶ Memory ──Completed──▶ Hart
///   Hart ──Map──▶ Memory ──ResolveMap──▶ Files ──MapResolved──▶ Memory ──Completed──▶ Hart
///   Hart ──ftruncate──▶ Files ──Resize──▶ Memory ──Shootdown──▶ hart… ──Acknowledged──▶ Memory ──Resized──▶ Files
///   Memory ──Confirm──▶ Files ──Confirmed──▶ Memory: a page beyond the end it knows, before SIGBUS
///   Hart ──write──▶ Files ──WriteObject──▶ Memory ──Written──▶ Files: longer from now on, Resize if it is mapped
///   Tasks ──CopySpace──▶ Memory ──Shootdown(writesOnly)──▶ hart… ──Acknowledged──▶ Memory ──SpaceCopied──▶ Tasks
///   Tasks ──DropSpace──▶ Memory ──Forget──▶ hart… ──Acknowledged──▶ Memory: frames are free
/// ```
/// A hart answers a shootdown whatever it does, and `Files` a page-in with the help of the host-files driver
/// alone, so neither `Memory` nor whoever waits for it is ever waited for in a circle. What cannot go on is a
/// [org.lkernel.kernel.memory.Suspended] request, attempted again from what it had done; nothing is held
/// meanwhile.
///
/// Frames behind removed entries stay referred to by the [org.lkernel.kernel.memory.Ticket] until the last
/// acknowledgement. A call is answered once the *other* harts have let go; its own hart hears the shootdown
/// before the answer.
@NullMarked
package org.lkernel.kernel.memory;

import org.jspecify.annotations.NullMarked;
