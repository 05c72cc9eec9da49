package org.lkernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lkernel.cli.caller.ThisProcess;
import picocli.AutoComplete;
import picocli.CommandLine;

class HelpTest {
    /// What makes no machine, so that an example would only repeat its name.
    private static final List<String> WITHOUT_EXAMPLES = List.of("generate-completion");

    @Test
    void everyCommandHasExamplesInItsHelp() {
        Main.commandLine(new ThisProcess()).getSubcommands().forEach(HelpTest::assertExamples);
    }

    private static void assertExamples(String name, CommandLine command) {
        if (!command.getSubcommands().isEmpty()) {
            command.getSubcommands().forEach(HelpTest::assertExamples);
        } else if (!WITHOUT_EXAMPLES.contains(name)
                && !command.getCommandSpec().usageMessage().hidden()) {
            assertTrue(command.getUsageMessage().contains("Examples:"), name + ": " + command.getUsageMessage());
            assertTrue(command.getUsageMessage().contains("lkernel "), name);
        }
    }

    @Test
    void helpGoesToStandardOutputAndIsNoMistake() {
        StringWriter out = new StringWriter();
        int status =
                Main.commandLine(new ThisProcess()).setOut(new PrintWriter(out)).execute("run", "--help");
        assertEquals(0, status);
        assertTrue(out.toString().startsWith("Usage: lkernel run"), out.toString());
    }

    @Test
    void whatAShellOffersIsAccepted() {
        int offered = 0;
        for (Map.Entry<String, CommandLine> named :
                Main.commandLine(new ThisProcess()).getSubcommands().entrySet()) {
            CommandLine command = named.getValue();
            for (CommandLine.Model.OptionSpec option : command.getCommandSpec().options()) {
                if (option.completionCandidates() != null) {
                    for (String value : option.completionCandidates()) {
                        offered++;
                        assertAccepted(named.getKey(), option.longestName(), value);
                    }
                }
            }
        }
        assertTrue(offered > 10, offered + " values");
    }

    /// What is missing beside it is of no interest here.
    private static void assertAccepted(String command, String option, String value) {
        try {
            Main.commandLine(new ThisProcess()).parseArgs(command, option, value);
        } catch (CommandLine.MissingParameterException missing) {
            assertTrue(missing.getMessage().startsWith("Missing required"), missing.getMessage());
        }
    }

    @Test
    void shellsCanCompleteTheCommandsAndTheirOptions() {
        String script = AutoComplete.bash("lkernel", Main.commandLine(new ThisProcess()));
        for (String word : List.of("run", "boot", "strace", "replay", "dmesg", "--root", "--record")) {
            assertTrue(script.contains(word), word);
        }
    }
}
