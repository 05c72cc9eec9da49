/// Campaigns: a plan, workers, results that survive, findings that are reduced, and cases that repeat them.
@NullMarked
package org.lkernel.experiments.campaign;

import org.jspecify.annotations.NullMarked;
