package org.lkernel.it.embedding;

import java.util.TreeMap;
import org.lkernel.drivers.computer.Computer;

/// Which of two background jobs is done first, and how often?
public class Race {
    static final String SCRIPT =
            "job() { i=0; while [ $i -lt 100 ]; do i=$((i+1)); done; echo $1; }\n" + "job one & job two & wait";

    public static void main(String[] arguments) {
        TreeMap<String, Integer> outcomes = new TreeMap<>();
        try (Computer shell = Computer.builder().boot("/bin/sh", "-c", SCRIPT)) {
            shell.run("syscall:clone:1"); // it stands still, its first fork(2) on its way
            for (long seed = 0; seed < 40; seed++) {
                long other = seed;
                try (Computer fork = shell.fork(with -> with.seed(other))) {
                    fork.run();
                    outcomes.merge(fork.console().text().replace('\n', ' '), 1, Integer::sum);
                }
            }
        }
        outcomes.forEach((text, times) -> System.out.println(text + times + " times"));
    }
}
