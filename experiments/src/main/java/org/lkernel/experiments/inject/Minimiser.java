package org.lkernel.experiments.inject;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.lkernel.experiments.fault.Fault;
import org.lkernel.experiments.fault.Injected;

/// Makes what fails as small as it can be and still fail in the same way: fewer faults, each once instead of again and
/// again, without parameters or with smaller ones.
///
/// Faults are counted each by itself, so taking one away moves no other; what is left is 1-minimal.
///
/// @see "Zeller, Hildebrandt: Simplifying and isolating failure-inducing input, IEEE TSE 2002"
final class Minimiser {
    private static final int MOST_TRIALS = 400;
    /// Strikes of one fault that are looked at one by one.
    private static final int MOST_STRIKES = 200;

    private static final List<String> NUMBERS = List.of("messages", "count", "partial");

    private final Function<List<Fault>, Observed> run;
    private final Predicate<Observed> failing;
    private int trials;

    /// @param failing whether a run fails as it should
    Minimiser(Function<List<Fault>, Observed> run, Predicate<Observed> failing) {
        this.run = run;
        this.failing = failing;
    }

    /// How many runs it took.
    int trials() {
        return trials;
    }

    List<Fault> smallest(List<Fault> faults) {
        List<Fault> few = fewer(faults);
        List<Fault> single = singly(few);
        return single.stream().anyMatch(fault -> !fault.parameters().isEmpty()) ? plainer(single) : single;
    }

    private boolean fails(List<Fault> faults) {
        return trials < MOST_TRIALS && failing.test(observed(faults));
    }

    private Observed observed(List<Fault> faults) {
        trials++;
        return run.apply(faults);
    }

    /// ddmin.
    private List<Fault> fewer(List<Fault> all) {
        List<Fault> left = all;
        int parts = 2;
        while (left.size() > 1 && parts <= left.size()) {
            List<Fault> smaller = without(left, parts);
            if (smaller.size() < left.size()) {
                left = smaller;
                parts = Math.max(2, parts - 1);
            } else if (parts == left.size()) {
                break;
            } else {
                parts = Math.min(left.size(), 2 * parts);
            }
        }
        return left;
    }

    private List<Fault> without(List<Fault> all, int parts) {
        for (int part = 0; part < parts; part++) {
            List<Fault> rest = new ArrayList<>(all.subList(0, all.size() * part / parts));
            rest.addAll(all.subList(all.size() * (part + 1) / parts, all.size()));
            if (!rest.isEmpty() && fails(rest)) {
                return rest;
            }
        }
        return all;
    }

    /// What strikes again and again, at those moments alone that matter.
    private List<Fault> singly(List<Fault> faults) {
        if (faults.stream().allMatch(Fault::isSingle)) {
            return faults;
        }
        List<Injected> strikes = observed(faults).injected();
        List<Fault> single = new ArrayList<>();
        for (Injected strike : strikes.subList(0, Math.min(MOST_STRIKES, strikes.size()))) {
            Fault fault = strike.fault();
            single.add(fault.isSingle() ? fault : fault.once(strike.occurrence()));
        }
        List<Fault> distinct = single.stream().distinct().toList();
        return fails(distinct) ? fewer(distinct) : faults;
    }

    private List<Fault> plainer(List<Fault> faults) {
        List<Fault> left = new ArrayList<>(faults);
        for (int index = 0; index < left.size(); index++) {
            for (String name : faults.get(index).parameters().keySet()) {
                TreeMap<String, String> rest = new TreeMap<>(left.get(index).parameters());
                rest.remove(name);
                if (!replace(left, index, left.get(index).with(rest)) && NUMBERS.contains(name)) {
                    lower(left, index, name);
                }
            }
        }
        return left;
    }

    private void lower(List<Fault> left, int index, String name) {
        boolean lower = true;
        while (lower) {
            long value = Long.parseLong(left.get(index).parameters().getOrDefault(name, "1"));
            TreeMap<String, String> halved = new TreeMap<>(left.get(index).parameters());
            halved.put(name, String.valueOf(value / 2));
            lower = value > 1 && replace(left, index, left.get(index).with(halved));
        }
    }

    /// Takes another fault in its place if it fails, too.
    private boolean replace(List<Fault> left, int index, Fault other) {
        List<Fault> changed = new ArrayList<>(left);
        changed.set(index, other);
        boolean fails = fails(changed);
        if (fails) {
            left.set(index, other);
        }
        return fails;
    }
}
