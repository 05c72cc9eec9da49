/// What `--trace` writes: every delivered message, or those that a filter lets through.
@NullMarked
package org.lkernel.cli.trace;

import org.jspecify.annotations.NullMarked;
