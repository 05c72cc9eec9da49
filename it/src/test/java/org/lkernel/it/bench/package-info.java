/// Benchmarks, run by `mvn -Pbench`.
@NullMarked
package org.lkernel.it.bench;

import org.jspecify.annotations.NullMarked;
