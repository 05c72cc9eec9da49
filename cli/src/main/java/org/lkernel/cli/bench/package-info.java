/// `lkernel bench`: what things cost here, beside whatever else on this host does the same.
///
/// A [org.lkernel.cli.bench.Subject] is measured in each [org.lkernel.cli.bench.Contender] that can do it, by turns
/// within a
/// round, so that what else the host does hits them alike: compare figures of one run, not two runs. Everything is a
/// process of its own; there is no warm-up that a user would not have. What a guest program measures it measures by its
/// own clock, in live mode; a whole program by the host's.
///
/// How often a service is asked for follows from a first run that does not count, so that a measurement takes a
/// second or two whoever makes it.
@NullMarked
package org.lkernel.cli.bench;

import org.jspecify.annotations.NullMarked;
