package org.lkernel.cli.snapshot;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lkernel.actors.MachineImage;
import org.lkernel.actors.fabric.Letter;
import org.lkernel.kernel.Observation;
import org.lkernel.kernel.clock.ClockState;
import org.lkernel.kernel.hart.HartState;

/// Everything there is to say of a machine that stands still: by topic, what is so of each subject.
record Survey(Map<String, Map<String, String>> topics) {
    private static final String MESSAGES = "messages in flight";
    private static final int LONGEST_TEXT = 400;

    static Survey of(MachineImage image) {
        Survey survey = new Survey(new LinkedHashMap<>());
        survey.add(new Observation("machine", "message", String.valueOf(image.step())));
        for (MachineImage.Section section : image.sections()) {
            section.state().observe(section.port()).forEach(survey::add);
        }
        survey.add(new Observation("machine", "time", "%.6f s since boot".formatted(latestNanos(image) / 1e9)));
        image.letters().forEach(survey::add);
        return survey;
    }

    /// The latest time that the clock or a hart has come to.
    private static long latestNanos(MachineImage image) {
        return image.sections().stream()
                .mapToLong(section -> switch (section.state()) {
                    case ClockState clock -> clock.nowNanos();
                    case HartState hart -> hart.nowNanos();
                    default -> 0;
                })
                .max()
                .orElse(0);
    }

    private void add(Observation seen) {
        topics.computeIfAbsent(seen.topic(), topic -> new LinkedHashMap<>()).put(seen.subject(), line(seen.text()));
    }

    /// What a guest wrote may be anything; here it is one line.
    static String line(String text) {
        String cut = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
        StringBuilder line = new StringBuilder();
        cut.chars()
                .forEach(character -> line.append(
                        Character.isISOControl(character)
                                ? "\\x%02x".formatted(character)
                                : String.valueOf((char) character)));
        return line.toString();
    }

    /// A message is known by its way and its place on it.
    private void add(Letter letter) {
        Map<String, String> messages = topics.computeIfAbsent(MESSAGES, topic -> new LinkedHashMap<>());
        String way = letter.sender() + " → " + letter.receiver();
        int place = 1;
        while (messages.containsKey(way + " #" + place)) {
            place++;
        }
        messages.put(way + " #" + place, line(String.valueOf(letter.message())));
    }

    Map<String, String> topic(String name) {
        return topics.getOrDefault(name, Map.of());
    }

    /// The state of the one subsystem that has such a state.
    static <S> S state(MachineImage image, Class<S> type) {
        return image.sections().stream()
                .map(MachineImage.Section::state)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }
}
