/// The command : one class per subcommand.
@NullMarked
package org.lkernel.cli;

import org.jspecify.annotations.NullMarked;
