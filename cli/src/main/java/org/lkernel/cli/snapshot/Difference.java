package org.lkernel.cli.snapshot;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Observation;

/// What is otherwise in one survey than in another, by topic.
record Difference(List<Topic> topics) {
    /// @param subject what came when it has no `before`, went when it has no `after`, else changed
    record Change(
            String subject,
            @Nullable String before,
            @Nullable String after) {
        String line() {
            if (before == null) {
                return "+ " + subject + ": " + after;
            }
            return after == null ? "- " + subject + ": " + before : "~ " + subject + ": " + before + " → " + after;
        }
    }

    record Topic(String topic, List<Change> changes) {}

    /// @param pages what changed in memory, as it is compared page by page
    static Difference between(Survey before, Survey after, List<Observation> pages) {
        Set<String> names = new LinkedHashSet<>(before.topics().keySet());
        names.addAll(after.topics().keySet());
        List<Topic> changed = new ArrayList<>();
        for (String name : names) {
            add(changed, name, changes(before.topic(name), after.topic(name)));
        }
        add(changed, "pages", pages.stream().map(Difference::page).toList());
        return new Difference(List.copyOf(changed));
    }

    private static void add(List<Topic> topics, String name, List<Change> changes) {
        if (!changes.isEmpty()) {
            topics.add(new Topic(name, changes));
        }
    }

    private static Change page(Observation seen) {
        return new Change(seen.subject(), null, seen.text());
    }

    private static List<Change> changes(Map<String, String> before, Map<String, String> after) {
        Set<String> subjects = new LinkedHashSet<>(before.keySet());
        subjects.addAll(after.keySet());
        List<Change> changes = new ArrayList<>();
        for (String subject : subjects) {
            if (!Objects.equals(before.get(subject), after.get(subject))) {
                changes.add(new Change(subject, before.get(subject), after.get(subject)));
            }
        }
        return List.copyOf(changes);
    }
}
