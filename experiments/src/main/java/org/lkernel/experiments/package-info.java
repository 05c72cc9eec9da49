/// Campaigns over machines: many runs from one moment, each judged, all reported.
///
/// # How a machine is put on another course
///
/// [org.lkernel.experiments.schedule] drives one machine. Three gates of it are taken over at once: which
/// message is delivered ([org.lkernel.actors.Order]), which task gets a vacant hart
/// ([org.lkernel.kernel.Choices]), and whether a task goes on at a point that others can see
/// ([org.lkernel.kernel.hart.Preemption]). All three end in [org.lkernel.experiments.schedule.Course], which
/// knows *fifo* (the oldest message, the foremost task, the longest stay), asks a
/// [org.lkernel.experiments.schedule.Chooser], and writes down where it did otherwise. Those decisions name
/// what they are about, so a schedule is a handful of lines that can be taken away one by one.
///
/// # Where things are added
///
/// - A *strategy* is a [org.lkernel.experiments.schedule.Strategy]: it begins a chooser for each schedule, from a
///   number and a seed and nothing else. A file in `strategy`, and a line in its `Strategies`.
/// - An *oracle* is a class with one method in `oracle`, put into the list of
///   [org.lkernel.experiments.campaign.Campaign]. Its signature must be the same for two schedules of one bug.
/// - A *campaign* is a [org.lkernel.experiments.campaign.Plan]. Its schedules are played in rounds of a fixed
///   length; what is learnt in one (shared words of memory) is used from the next on, so results depend on the plan
///   alone. Another kind of campaign, over faults instead of schedules, keeps rounds, crew, results and report, and
///   gives its worker another thing to play.
/// - A *lab* is a line in [org.lkernel.experiments.lab.Labs], a source in `userland/lab` and a page.
@NullMarked
package org.lkernel.experiments;

import org.jspecify.annotations.NullMarked;
