package org.lkernel.cli.caller;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.drivers.hostfiles.HostText;
import org.lkernel.kernel.Bytes;

/// What this process was given, without the loss that the JVM's locale would mean: its arguments and variables,
/// as [HostText]. Where the host does not show a process its own, they are what the JVM made of them.
public final class OwnWords {
    private static final Path OWN_WORDS = Path.of("/proc/self/cmdline");
    private static final Path OWN_VARIABLES = Path.of("/proc/self/environ");

    /// Comes before words that are spelled byte by byte, in hexadecimal.
    private static final String SPELLED = "--spelled";

    private OwnWords() {}

    /// The words as another process of this command can be given them, whatever the locale makes of them.
    public static List<String> spelled(List<String> words) {
        if (words.stream().allMatch(OwnWords::isAscii)) {
            return words;
        }
        List<String> spelled = new ArrayList<>(List.of(SPELLED));
        words.forEach(word ->
                spelled.add(HexFormat.of().formatHex(HostText.bytes(word).toArray())));
        return spelled;
    }

    private static boolean isAscii(String word) {
        return word.chars().allMatch(character -> character < 0x80);
    }

    /// The words this process was started with, of which the JVM gave `main` these.
    static String[] of(String... given) {
        if (given.length > 0 && given[0].equals(SPELLED)) {
            return Arrays.stream(given)
                    .skip(1)
                    .map(word -> HostText.of(Bytes.wrap(HexFormat.of().parseHex(word))))
                    .toArray(String[]::new);
        }
        List<String> own = own(OWN_WORDS);
        if (own.size() < given.length) {
            return given;
        }
        List<String> last = own.subList(own.size() - given.length, own.size());
        boolean agreeing = true;
        for (int index = 0; index < given.length; index++) {
            agreeing &= !isAscii(given[index]) || given[index].equals(last.get(index));
        }
        return agreeing ? last.toArray(String[]::new) : given;
    }

    /// A variable of this process's environment.
    static @Nullable String variable(String name) {
        return own(OWN_VARIABLES).stream()
                .filter(variable -> variable.startsWith(name + "="))
                .findFirst()
                .map(variable -> variable.substring(name.length() + 1))
                .orElseGet(() -> System.getenv(name));
    }

    /// Strings that end with a NUL each; none where there is no such file.
    private static List<String> own(Path file) {
        List<String> words = new ArrayList<>();
        try {
            byte[] content = Files.readAllBytes(file);
            int start = 0;
            for (int at = 0; at < content.length; at++) {
                if (content[at] == 0) {
                    words.add(HostText.of(Bytes.wrap(Arrays.copyOfRange(content, start, at))));
                    start = at + 1;
                }
            }
        } catch (IOException elsewhere) {
            words.clear();
        }
        return words;
    }
}
