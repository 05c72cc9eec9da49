package org.lkernel.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `--report` says of a run; the components are the fields of `--json`.
///
/// @param status the exit status
/// @param instructions retired by all harts
/// @param messages delivered
/// @param syscalls how often each was made
/// @param enosys how often calls were made that the kernel does not have
/// @param digest when `--digest` asks for it
@JsonInclude(JsonInclude.Include.NON_NULL)
record Report(
        int status,
        long seed,
        long instructions,
        long messages,
        Map<String, Long> syscalls,
        Map<String, Long> enosys,
        @Nullable String digest) {

    String json() {
        return Json.line(this);
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add("seed: " + seed);
        lines.add("instructions: " + instructions);
        lines.add("messages: " + messages);
        syscalls.forEach((name, times) -> lines.add("syscall %s: %d".formatted(name, times)));
        enosys.forEach((name, times) -> lines.add("ENOSYS %s: %d".formatted(name, times)));
        if (digest != null) {
            lines.add(digestLine(digest));
        }
        return String.join(System.lineSeparator(), lines);
    }

    static String digestLine(String digest) {
        return "digest: " + digest;
    }
}
