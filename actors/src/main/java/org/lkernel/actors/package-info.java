/// Hosts the kernel's subsystems as actors, and is the only user of Akka.
@NullMarked
package org.lkernel.actors;

import org.jspecify.annotations.NullMarked;
