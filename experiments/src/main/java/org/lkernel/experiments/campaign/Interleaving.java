package org.lkernel.experiments.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.lkernel.drivers.board.Board;
import org.lkernel.experiments.schedule.Decision;
import org.lkernel.experiments.schedule.Limits;
import org.lkernel.experiments.schedule.Stage;
import org.lkernel.experiments.schedule.Subject;
import org.lkernel.experiments.schedule.Words;
import org.lkernel.kernel.hart.Preemption.Kind;
import org.lkernel.kernel.syscall.SyscallTable;

/// A schedule as a table: a column for each task, and of what they did what others could see, around the
/// places where the schedule differs from fifo.
final class Interleaving {
    private static final int WIDTH = 38;
    private static final int MOST_LINES = 60;
    private static final int AROUND = 3;

    /// Something a task did.
    private record Event(int task, Kind kind, long pc, long address, long progress) {}

    private Interleaving() {}

    /// The lines of the table of a case's failing schedule.
    static List<String> of(CaseFile file, Stage stage, Limits limits) {
        List<Event> events = new ArrayList<>();
        stage.repeat(
                file.decisions(),
                limits,
                Words.of(file.words()),
                (task, kind, pc, address, progress) -> events.add(new Event(task, kind, pc, address, progress)));
        Symbols symbols = Symbols.of(file.target(), stage.computer());
        return table(around(events, file.decisions()), symbols);
    }

    /// The events that matter: those next to a place where the schedule was decided otherwise, and every
    /// access to a word that is touched there.
    private static List<Event> around(List<Event> events, List<Decision> decisions) {
        SortedSet<Integer> kept = new TreeSet<>();
        SortedSet<Long> hot = new TreeSet<>();
        for (int index = 0; index < events.size(); index++) {
            if (isDecided(events.get(index), decisions)) {
                for (int near = Math.max(0, index - AROUND);
                        near <= Math.min(events.size() - 1, index + AROUND);
                        near++) {
                    kept.add(near);
                }
                hot.add(word(events.get(index)));
            }
        }
        for (int index = 0; index < events.size() && kept.size() < MOST_LINES; index++) {
            if (events.get(index).kind() != Kind.CALL && hot.contains(word(events.get(index)))) {
                kept.add(index);
            }
        }
        return kept.stream().limit(MOST_LINES).map(events::get).toList();
    }

    private static long word(Event event) {
        return event.kind() == Kind.CALL ? -1 : event.address() >>> 3;
    }

    private static boolean isDecided(Event event, List<Decision> decisions) {
        return decisions.stream()
                .anyMatch(decision -> decision.usual() instanceof Subject.Task task
                        && task.task() == event.task()
                        && task.progress() == event.progress());
    }

    private static List<String> table(List<Event> events, Symbols symbols) {
        List<Integer> tasks =
                events.stream().map(Event::task).distinct().sorted().toList();
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder();
        tasks.forEach(task -> head.append(cell("task " + task)));
        lines.add(head.toString().stripTrailing());
        for (Event event : events) {
            String line = " ".repeat(WIDTH * tasks.indexOf(event.task())) + text(event, symbols);
            lines.add(line);
        }
        return lines;
    }

    private static String cell(String text) {
        return text.length() >= WIDTH ? text.substring(0, WIDTH - 1) + " " : text + " ".repeat(WIDTH - text.length());
    }

    private static String text(Event event, Symbols symbols) {
        String place = symbols.code(event.pc());
        return switch (event.kind()) {
            case LOAD -> "reads " + symbols.data(event.address()) + "  " + place;
            case STORE -> "writes " + symbols.data(event.address()) + "  " + place;
            case UPDATE -> "updates " + symbols.data(event.address()) + "  " + place;
            case CALL, COUNT -> call(event.address()) + "  " + place;
        };
    }

    private static String call(long number) {
        SyscallTable.Entry entry = Board.SYSTEM_CALLS.entry(number);
        return entry == null ? "call " + number : entry.name() + "()";
    }
}
