/// What a state or a message is in a snapshot: Kryo with every type listed, and nothing believed.
@NullMarked
package org.lkernel.snapshots.codec;

import org.jspecify.annotations.NullMarked;
