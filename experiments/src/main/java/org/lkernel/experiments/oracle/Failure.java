package org.lkernel.experiments.oracle;

/// What is wrong with how a schedule ended.
///
/// @param kind what failed: `exit`, `signal`, `deadlock`, `hang`, `kernel_crash`, `invariant`, `check`
/// @param where it failed, so that two schedules of one bug say the same
/// @param text for people
public record Failure(String kind, String where, String text) {
    /// Two failures with one signature are one bug.
    public String signature() {
        return where.isEmpty() ? kind : kind + "/" + where;
    }
}
