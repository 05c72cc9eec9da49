/// The snapshot file, and the only user of Kryo.
@NullMarked
package org.lkernel.snapshots;

import org.jspecify.annotations.NullMarked;
