package org.lkernel.kernel.task;

import java.util.List;

/// Who a task is, as far as other subsystems must know: `Tasks` owns it and tells each change.
public record Identity(int task, int process, int group, int session, Credentials credentials) {
    /// `credentials(7)`. Groups in ascending order. `capabilities` are the effective ones, bit n for capability
    /// n.
    public record Credentials(
            int realUser,
            int user,
            int savedUser,
            int fileUser,
            int realGroup,
            int groupId,
            int savedGroup,
            int fileGroup,
            List<Integer> groups,
            long capabilities) {
        public static final Credentials ROOT = new Credentials(0, 0, 0, 0, 0, 0, 0, 0, List.of(), -1L >>> 23);
    }
}
