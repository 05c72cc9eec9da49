/// The snapshot file, and the only user of Kryo.
///
/// [org.lkernel.snapshots.Snapshot] is one machine in one file; a [org.lkernel.snapshots.Series] stores what changed
/// since the snapshot before, and a [org.lkernel.snapshots.NamedSeries] does so under one name. The parts of a machine
/// become bytes in `codec`, the bytes a file in `file`, which knows nothing of machines.
@NullMarked
package org.lkernel.snapshots;

import org.jspecify.annotations.NullMarked;
