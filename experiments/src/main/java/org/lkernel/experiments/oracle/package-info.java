/// Who says that a schedule failed. Another oracle is another class with one method, put into the list that a
/// campaign asks.
@NullMarked
package org.lkernel.experiments.oracle;

import org.jspecify.annotations.NullMarked;
