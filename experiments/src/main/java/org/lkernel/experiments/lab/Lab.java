package org.lkernel.experiments.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.campaign.Target;
import org.lkernel.kernel.Variant;

/// A bug to be studied: a program that has it, the same program without it, who tells them apart, and a page.
///
/// @param name as the command knows it; the page is `labs/NAME.md` among the resources
/// @param title in a few words
/// @param retells the bug of the real world that it retells
/// @param buggy the program and its arguments
/// @param fixed the corrected one
/// @param interrupting whether tasks are interrupted in their own code
/// @param kernel what names the kernel that has the bug, or null when the program has it
/// @param harts that it needs
/// @param check a command of the host's shell that judges the output, or null if the program tells by itself
public record Lab(
        String name,
        String title,
        String retells,
        List<String> buggy,
        List<String> fixed,
        boolean interrupting,
        @Nullable String check,
        @Nullable String kernel,
        int harts) {
    public Lab {
        buggy = List.copyOf(buggy);
        fixed = List.copyOf(fixed);
    }

    /// A lab whose programs are `lab-NAME` and `lab-NAME-fixed` of the embedded userland, which tell by
    /// themselves.
    static Lab ofUserland(String name, String title, String retells) {
        return new Lab(
                name,
                title,
                retells,
                List.of("/bin/lab-" + name),
                List.of("/bin/lab-" + name + "-fixed"),
                true,
                null,
                null,
                1);
    }

    /// A lab whose program is right, and whose kernel is not.
    static Lab ofKernel(
            String name,
            String title,
            String retells,
            String program,
            Class<? extends Variant<?, ?>> kernel,
            int harts) {
        List<String> words = List.of("/bin/" + program);
        return new Lab(name, title, retells, words, words, true, null, kernel.getName(), harts);
    }

    /// What is run: the lab's program on its kernel, on the machine of somebody's options.
    public Target on(Target machine, boolean corrected) {
        return kernel == null ? machine : machine.on(corrected ? null : kernel, Math.max(harts, machine.harts()));
    }

    public List<String> words(boolean corrected) {
        return corrected ? fixed : buggy;
    }

    /// The page that a course hands out.
    public String page() {
        try (InputStream page = Lab.class.getResourceAsStream("/org/lkernel/experiments/labs/" + name + ".md")) {
            if (page == null) {
                return "# " + title + "\n\nRetells: " + retells + "\n";
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException("the page of " + name + " cannot be read", unreadable);
        }
    }
}
