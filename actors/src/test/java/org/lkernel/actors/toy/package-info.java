/// Small subsystems that do nothing useful, for tests of the fabric.
@NullMarked
package org.lkernel.actors.toy;

import org.jspecify.annotations.NullMarked;
