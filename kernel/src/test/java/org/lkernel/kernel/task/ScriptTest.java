package org.lkernel.kernel.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.Bytes;

/// The first line of a script, as execve(2) describes it.
final class ScriptTest {
    private static Script read(String head) {
        return Script.read(Bytes.latin1(head));
    }

    private static Script script(String interpreter, String argument) {
        return new Script(Bytes.latin1(interpreter), argument == null ? null : Bytes.latin1(argument));
    }

    @Test
    void theRestOfTheLineIsOneArgument() {
        assertEquals(script("/bin/sh", null), read("#!/bin/sh\necho"));
        assertEquals(script("/bin/sh", "-e -x"), read("#! \t/bin/sh  -e -x \t\nrest"));
        assertEquals(script("/usr/bin/env", "python3"), read("#!/usr/bin/env python3"));
    }

    @Test
    void aLineWithoutAnInterpreterIsNone() {
        assertNull(read("#!\n/bin/sh"));
        assertNull(read("#!   \t \n"));
        assertNull(read("#!"));
    }

    @Test
    void aNameThatIsCutOffIsNoneButACutArgumentIs() {
        assertNull(read("#!" + "x".repeat(300)));
        assertEquals(script("/i", "y".repeat(251)), read("#!/i " + "y".repeat(300)));
        assertEquals(script("x".repeat(253), null), read("#!" + "x".repeat(253) + "\n"));
    }

    @Test
    void theScriptTakesThePlaceOfItsNameAmongTheArguments() {
        List<Bytes> arguments = List.of(Bytes.latin1("name"), Bytes.latin1("a"));
        assertEquals(
                List.of(Bytes.latin1("/bin/sh"), Bytes.latin1("-e"), Bytes.latin1("/path/s"), Bytes.latin1("a")),
                script("/bin/sh", "-e").arguments(Bytes.latin1("/path/s"), arguments));
    }
}
