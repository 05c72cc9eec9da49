/// Names, descriptors, and what they lead to: the file systems, pipes, terminals and everything else that is read
/// and written.
///
/// A call finds all it needs in the state and is done at once, or is refused, or throws
/// [org.lkernel.kernel.files.Missing] with a question that the state cannot answer; the question goes to whoever
/// knows, and the call begins again from the start when the answer is here. What a call had changed before it was
/// refused or had to ask is put back, in one place for all of them ([org.lkernel.kernel.files.Core]), so whatever it
/// makes first, a refused call has changed nothing and repeating is harmless. What may take long is an
/// [org.lkernel.kernel.files.Operation]: data that is tried again
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
