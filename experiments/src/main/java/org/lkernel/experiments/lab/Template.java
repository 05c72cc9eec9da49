package org.lkernel.experiments.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lkernel.experiments.Mistake;

/// The folder that a lab of one's own begins with: it builds, and its bug is found.
public final class Template {
    private static final String PROGRAM = """
            /* What goes wrong here, in a sentence. Compiled with -DFIXED it does not. */
            #include <pthread.h>
            #include <stdio.h>

            static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
            static int sum;

            static void *
            add(void *unused)
            {
            #ifdef FIXED
            \tpthread_mutex_lock(&guard);
            #endif
            \tsum++;
            #ifdef FIXED
            \tpthread_mutex_unlock(&guard);
            #endif
            \t(void)guard;
            \treturn unused;
            }

            int
            main(void)
            {
            \tpthread_t thread[2];

            \tfor (int i = 0; i < 2; i++)
            \t\tpthread_create(&thread[i], NULL, add, NULL);
            \tfor (int i = 0; i < 2; i++)
            \t\tpthread_join(thread[i], NULL);
            \tif (sum != 2) {
            \t\tfprintf(stderr, "violated: sum is %d\\n", sum);
            \t\treturn 1;
            \t}
            \treturn 0;
            }
            """;

    private static final String MAKEFILE = """
            CC     = riscv64-linux-gnu-gcc
            CFLAGS = -O2 -g -static -pthread

            all: NAME NAME-fixed

            NAME: NAME.c
            \t$(CC) $(CFLAGS) -o $@ $<

            NAME-fixed: NAME.c
            \t$(CC) $(CFLAGS) -DFIXED -o $@ $<

            explore: all
            \tlkernel explore --volume .:/lab -- /lab/NAME
            \tlkernel explore --volume .:/lab -- /lab/NAME-fixed
            """;

    private static final String PAGE = """
            # NAME: what it is about, in a few words

            Retells: the bug of the real world.

            ## What happens

            ## To find out

                make explore

            ## The correction
            """;

    private Template() {}

    /// Makes the folder below another one.
    public static Path write(Path parent, String name) throws Mistake, IOException {
        if (!name.matches("[a-z][a-z0-9-]{0,40}")) {
            throw new Mistake("a lab is called by a-z, 0-9 and hyphens, not '" + name + "'");
        }
        Path folder = parent.resolve(name);
        if (Files.exists(folder)) {
            throw new Mistake("there is a '" + folder + "' already");
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name + ".c"), PROGRAM);
        Files.writeString(folder.resolve("Makefile"), MAKEFILE.replace("NAME", name));
        Files.writeString(folder.resolve(name + ".md"), PAGE.replace("NAME", name));
        return folder;
    }
}
