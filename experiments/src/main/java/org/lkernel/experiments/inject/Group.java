package org.lkernel.experiments.inject;

import java.util.List;

/// The cases of a campaign that ended alike.
///
/// @param signature what is the same of all of them
/// @param first of them
public record Group(String signature, CaseResult first, int count) {
    /// In the order of the first of each.
    static List<Group> of(List<CaseResult> results) {
        java.util.Map<String, Group> groups = new java.util.LinkedHashMap<>();
        for (CaseResult result : results) {
            groups.merge(
                    result.signature(),
                    new Group(result.signature(), result, 1),
                    (known, _) -> new Group(known.signature(), known.first(), known.count() + 1));
        }
        return List.copyOf(groups.values());
    }
}
