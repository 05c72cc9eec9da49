/// The snapshot file.
@NullMarked
package org.lkernel.snapshots.file;

import org.jspecify.annotations.NullMarked;
