package org.lkernel.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.lkernel.actors.Machine;
import org.lkernel.actors.MachineBuilder;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.fault.Fault;
import org.lkernel.experiments.fault.Faults;

/// The faults of one machine that the command runs: armed before it begins, reported when it has ended.
final class Injector {
    private final Faults faults = new Faults();
    private final List<Fault> armed;

    Injector(List<Fault> armed) {
        this.armed = armed;
    }

    /// @param texts as `--fault` has them
    /// @param others armed besides
    static Injector of(List<String> texts, List<Fault> others) throws Complaint {
        List<Fault> armed = new ArrayList<>(others);
        try {
            for (String text : texts) {
                armed.add(Fault.parse(text));
            }
        } catch (Mistake mistake) {
            throw Complaint.usage("--fault: " + mistake.getMessage());
        }
        return new Injector(armed);
    }

    /// A machine without faults has nobody between outboxes and mailboxes.
    void interpose(MachineBuilder builder) {
        if (!armed.isEmpty()) {
            builder.interpose(faults);
        }
    }

    void arm(Machine machine) {
        faults.arm(machine, armed, machine.seed());
    }

    /// What struck, and what did not, a line each.
    void report(PrintWriter to) {
        faults.injected().forEach(injected -> to.println("lkernel: " + injected));
        long[] seen = faults.seen();
        for (int number = 0; number < armed.size(); number++) {
            int fault = number;
            if (faults.injected().stream().noneMatch(injected -> injected.number() == fault)) {
                to.println("lkernel: not injected: %s; its place was passed %d times"
                        .formatted(armed.get(number), seen[number]));
            }
        }
        to.flush();
    }
}
