package org.lkernel.cli.session;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Backend;
import org.lkernel.cli.caller.Caller;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.device.Console;

/// The terminal of this command, as the console of a machine in this process.
public final class TerminalFront implements Front {
    private final Caller caller;
    private final String proposedFile;
    private final Screen screen = new Screen();
    private boolean painting;
    private @Nullable HostTerminal terminal;
    private @Nullable Attachment attachment;

    /// @param proposedFile what the menu offers as a snapshot's name
    public TerminalFront(Caller caller, String proposedFile) {
        this.caller = caller;
        this.proposedFile = proposedFile;
    }

    @Override
    public Backend backend() {
        return this::answer;
    }

    private Message answer(Message question) {
        if (question instanceof Console.WriteHost write && attachment != null) {
            try {
                attachment.show(write.content().toArray());
            } catch (IOException gone) {
                return new Console.Answer(Bytes.EMPTY, org.lkernel.kernel.abi.Errno.EIO.number());
            }
            return new Console.Answer(Bytes.EMPTY, 0);
        }
        throw new IllegalArgumentException("not a question for a terminal: " + question);
    }

    @Override
    public void begin(MachineLink link) throws SessionException {
        HostTerminal opened = HostTerminal.open(caller);
        Attachment own = new Attachment(opened, screen, link, "", proposedFile);
        terminal = opened;
        attachment = own;
        opened.farewell(own::farewell);
        own.resized();
        if (painting) {
            paint(own, opened, link);
        }
        opened.readKeys(own::typed, link::hangUp);
        opened.watchSize(own::resized);
    }

    private void paint(Attachment own, HostTerminal opened, MachineLink link) throws SessionException {
        try {
            own.paint();
        } catch (IOException gone) {
            throw new SessionException("the terminal cannot be written to: " + gone.getMessage());
        }
        if (screen.fullScreen()) {
            link.redraw(opened.rows(), opened.columns());
        }
    }

    @Override
    public void release() {
        if (terminal != null) {
            terminal.close();
        }
    }

    @Override
    public void end(int status, String note) {}

    @Override
    public Held held() {
        return new Held(Bytes.EMPTY, false, screen.kept());
    }

    @Override
    public void restore(Held held) {
        Screen.Kept kept = held.screen();
        if (kept != null) {
            screen.restore(kept);
            painting = true;
        }
    }

    @Override
    public void interrupt() {}

    @Override
    public void close() {
        release();
    }
}
