package org.lkernel.kernel;

/// A subsystem that does some things otherwise than the one it is put around: a mistake to be studied, or a
/// correction. It understands and remembers the same; who extends it overrides [#receive], and hands on what is
/// none of its business.
///
/// @param <M> the messages both understand
/// @param <S> the state, which is the original's
public abstract class Variant<M extends Message, S extends State<S>> implements Subsystem<M, S> {
    private final Subsystem<M, S> original;

    protected Variant(Subsystem<M, S> original) {
        this.original = original;
    }

    protected final Subsystem<M, S> original() {
        return original;
    }

    @Override
    public final Port port() {
        return original.port();
    }

    @Override
    public final Class<M> understands() {
        return original.understands();
    }

    @Override
    public final S state() {
        return original.state();
    }

    @Override
    public void load(S state) {
        original.load(state);
    }

    @Override
    public void receive(Port sender, M message, Outbox outbox) {
        original.receive(sender, message, outbox);
    }

    @Override
    public final Subsystem<?, ?> core() {
        return original.core();
    }

    @Override
    public void close() {
        original.close();
    }
}
