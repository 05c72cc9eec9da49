/// Names, descriptors, and what they lead to: the file systems, pipes, terminals and everything else that is read
/// and written.
///
/// A call is checked, then done. The check either finds all it needs in the state, or throws
/// [org.lkernel.kernel.files.Missing] with the question it cannot answer; the question goes to whoever knows, and
/// the call is checked again from the start when the answer is here. Nothing is changed before all is checked, so
/// repeating is harmless. What may take long is an [org.lkernel.kernel.files.Operation]: data that is tried again
/// whenever something it waits for has changed.
///
/// ```
///   Hart ──FilesCall──▶ Files ──ReadObject──▶ Memory ──Completed──▶ Hart        a read of a file
///                         │  ◀──Shortened── (only when it falls short)
///                         ├──Look──▶ HostFiles ──HostLooked──▶ Files             a name not seen before
///                         ├──Fetch──▶ Memory ──Fetched──▶ Files                  a large write to a stream
///                         ├──SwapMask──▶ Tasks ──MaskSwapped──▶ Files ──Finish──▶ Tasks ──Completed──▶ Hart     ppoll
///                         └──Parked──▶ Hart, and at the end ──Wake──▶ Scheduler                                a wait
/// ```
/// `Files` waits for `Memory`, `Tasks` and drivers, but handles every message at once; `Memory` waits for `Files`
/// only for page-ins, which need nobody but the host-files driver.
@NullMarked
package org.lkernel.kernel.files;

import org.jspecify.annotations.NullMarked;
