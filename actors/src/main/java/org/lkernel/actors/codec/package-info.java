/// What a message is made of: folding it into the digest by generated code, writing and reading it by the shape
/// of its record.
@NullMarked
package org.lkernel.actors.codec;

import org.jspecify.annotations.NullMarked;
