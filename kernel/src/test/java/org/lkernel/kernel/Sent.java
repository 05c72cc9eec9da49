package org.lkernel.kernel;

import java.util.ArrayList;
import java.util.List;
import org.lkernel.kernel.hart.Hart;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;

/// An outbox that keeps what was sent, for tests.
public final class Sent implements Outbox {
    /// One message and where it goes.
    public record Letter(Port receiver, Message message) {}

    private final List<Letter> letters = new ArrayList<>();
    private final List<Logged> lines = new ArrayList<>();

    @Override
    public void send(Port receiver, Message message) {
        letters.add(new Letter(receiver, message));
    }

    @Override
    public int sent() {
        return letters.size();
    }

    @Override
    public void retract(int kept) {
        letters.subList(kept, letters.size()).clear();
    }

    @Override
    public void log(Logged line) {
        lines.add(line);
    }

    /// Everything sent since the last call.
    public List<Letter> take() {
        List<Letter> taken = List.copyOf(letters);
        letters.clear();
        return taken;
    }

    /// The messages to one receiver since the last call of [#take].
    public List<Message> to(Port receiver) {
        return letters.stream()
                .filter(letter -> letter.receiver().equals(receiver))
                .map(Letter::message)
                .toList();
    }

    /// Whether the hart was told that the call is refused.
    public boolean refused(Call call) {
        return letters.stream()
                .map(Letter::message)
                .anyMatch(message -> message instanceof Hart.Completed(Call of, Completion answer)
                        && of.equals(call)
                        && answer.isError());
    }

    public List<Logged> lines() {
        return List.copyOf(lines);
    }
}
