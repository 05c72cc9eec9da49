package org.lkernel.experiments.strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.Nearest;
import org.lkernel.experiments.schedule.Strategy;
import org.lkernel.experiments.variant.Jar;

/// The strategies by name: one line here makes a strategy known to the command.
public final class Strategies {
    /// What explores when nothing else is said.
    public static final String USUAL = "portfolio";

    private static final Pattern FORM = Pattern.compile("([a-z][a-z-]*)(?:\\((\\d{1,3})\\))?");

    /// @param usually the number when none is given; 0 for a strategy that takes none
    private record Known(String name, int usually, int least, IntFunction<Strategy> make) {}

    private static final List<Known> ALL = List.of(
            new Known("fifo", 0, 0, _ -> new Fifo()),
            new Known("round-robin", 0, 0, _ -> new RoundRobin()),
            new Known("random", 0, 0, _ -> new Random()),
            new Known("pos", 0, 0, _ -> new Pos()),
            new Known("pct", 3, 1, depth -> new Pct(depth, false)),
            new Known("pct-conflict", 3, 1, depth -> new Pct(depth, true)),
            new Known("urw", 0, 0, _ -> new Urw()),
            new Known("delay", 2, 0, times -> new Delay(times, false)),
            new Known("preempt", 2, 0, times -> new Delay(times, true)),
            new Known("starve", 0, 0, _ -> new Starve()),
            new Known(USUAL, 0, 0, _ -> new Portfolio()));

    private Strategies() {}

    /// How each is written.
    public static List<String> forms() {
        List<String> forms = new ArrayList<>();
        ALL.forEach(known -> forms.add(known.usually == 0 ? known.name : known.name + "(" + known.usually + ")"));
        return forms;
    }

    /// The strategy of that name, and of that number where it takes one: `pct(4)`; or the one that a jar brings along.
    public static Strategy named(String text) throws Mistake {
        if (text.contains(".jar")) {
            return Jar.named(text).only(Strategy.class, "strategies");
        }
        Matcher form = FORM.matcher(text);
        Known known = form.matches() ? find(form.group(1)) : null;
        if (known == null) {
            throw new Mistake("there is no strategy '%s'; near it: %s"
                    .formatted(
                            text, Nearest.to(text, ALL.stream().map(Known::name).toList())));
        }
        String number = form.group(2);
        if (number == null) {
            return known.make.apply(known.usually);
        } else if (known.usually == 0) {
            throw new Mistake("the strategy '%s' takes no number".formatted(known.name));
        } else if (Integer.parseInt(number) < known.least) {
            throw new Mistake("%s is %d at least, not %s".formatted(known.name, known.least, number));
        }
        return known.make.apply(Integer.parseInt(number));
    }

    private static @org.jspecify.annotations.Nullable Known find(String name) {
        return ALL.stream().filter(known -> known.name.equals(name)).findFirst().orElse(null);
    }
}
