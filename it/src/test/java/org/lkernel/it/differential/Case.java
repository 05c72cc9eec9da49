package org.lkernel.it.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A line of the corpus: a name, a file for standard input or nothing, and a command.
record Case(String name, String input, List<String> words) {
    static List<Case> read(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Case::parse)
                .toList();
    }

    private static Case parse(String line) {
        String[] columns = line.split("\\|", 3);
        return new Case(columns[0].strip(), columns[1].strip(), split(columns[2].strip()));
    }

    /// The words of a command as a shell splits them: blanks, single quotes, double quotes with backslashes.
    private static List<String> split(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = ' ';
        boolean begun = false;
        for (int at = 0; at < command.length(); at++) {
            char c = command.charAt(at);
            if (quote == ' ' && (c == '\'' || c == '"')) {
                quote = c;
                begun = true;
            } else if (c == quote && quote != ' ') {
                quote = ' ';
            } else if (c == ' ' && quote == ' ') {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
            } else {
                boolean escape = quote == '"' && c == '\\' && "\"\\$`".indexOf(command.charAt(at + 1)) >= 0;
                word.append(escape ? command.charAt(++at) : c);
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return List.copyOf(words);
    }
}
