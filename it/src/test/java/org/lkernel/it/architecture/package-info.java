/// The rules of the house as tests: layers, purity of the kernel, names, and tidiness of the sources.
///
/// A rule that matches nothing proves nothing, so each one says on which classes it must have had something to
/// say, and the rules of purity are shown to reject a specimen that breaks all of them.
@NullMarked
package org.lkernel.it.architecture;

import org.jspecify.annotations.NullMarked;
