package org.lkernel.cli.session;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.lkernel.actors.Machine;
import org.lkernel.actors.Mode;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.device.Console;

/// The way to a machine in this process.
public class MachineLink implements Link {
    /// How a machine that stands still is saved.
    @FunctionalInterface
    public interface Saver {
        /// Answers what was saved, in words; a failure's message says why not.
        String save(Machine machine, Path file);
    }

    private final Machine machine;
    private final Errands errands;
    private final Saver saver;

    public MachineLink(Machine machine, Errands errands, Saver saver) {
        this.machine = machine;
        this.errands = errands;
        this.saver = saver;
    }

    @Override
    public void type(Bytes characters) {
        offer(new Console.Received(characters));
    }

    @Override
    public void resize(int rows, int columns) {
        offer(new Console.Resized(rows, columns));
    }

    /// A window of another size for a moment: whoever draws hears of it twice.
    @Override
    public void redraw(int rows, int columns) {
        resize(rows, columns > 1 ? columns - 1 : columns + 1);
        resize(rows, columns);
    }

    /// The terminal is gone, and nobody will come to give the machine another.
    public void hangUp() {
        offer(new Console.HungUp());
    }

    /// Whether the machine goes by the host's time, and no read of its console shall hold it up.
    boolean isLive() {
        return machine.mode() == Mode.LIVE;
    }

    /// Input that is no terminal's has come.
    void inputCame() {
        offer(new Console.InputCame());
    }

    private void offer(Console message) {
        machine.offer(Port.CONSOLE, message);
        errands.wake();
    }

    @Override
    public CompletableFuture<String> save(String file) {
        try {
            Path path = Path.of(file);
            return errands.ask(still -> saver.save(still, path));
        } catch (InvalidPathException impossible) {
            return CompletableFuture.failedFuture(impossible);
        }
    }

    /// The session's state, as JSON.
    CompletableFuture<String> status(String name, boolean attached) {
        return errands.ask(still -> Status.of(name, attached, still).text());
    }

    /// A machine of the command's own cannot be left.
    @Override
    public void detach() {}

    @Override
    public void quit() {
        errands.quit();
    }
}
