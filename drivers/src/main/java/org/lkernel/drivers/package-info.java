/// The devices of the machine and their backends on the host.
@NullMarked
package org.lkernel.drivers;

import org.jspecify.annotations.NullMarked;
