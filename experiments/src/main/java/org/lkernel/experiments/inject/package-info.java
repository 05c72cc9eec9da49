/// Campaigns of faults: a plan, a golden run, many runs with one fault each, what became of each, and how sure that is.
///
/// A [InjectionPlan] is read from YAML by [PlanReader]; what it leaves open is filled in, and the whole is kept with
/// the
/// results. A [Rig] holds one machine at the base. The golden run counts how often every fault's place is passed, which
/// is the fault space; each [Case] goes back to the base, arms its faults, runs, and is put into an [OutcomeClass] by
/// comparison with the golden run. Cases are numbered before any is run, so results and report are the same whatever
/// the number of workers and whoever was killed in between.
@NullMarked
package org.lkernel.experiments.inject;

import org.jspecify.annotations.NullMarked;
