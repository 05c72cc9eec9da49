package org.lkernel.drivers.board;

import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.lkernel.kernel.hart.translate.Translator;
import org.lkernel.kernel.hart.translate.Zeal;

/// Who executes guest instructions. All have one meaning: the choice changes how long a run takes and nothing else.
public enum Engine {
    /// One decoded instruction after another.
    INTERPRETER,
    /// Everything that is jumped to is translated before it runs: for tests.
    TRANSLATOR,
    /// What is hot is translated in the background.
    AUTO;

    private static final String PROPERTY = "lkernel.engine";

    /// The translators of a process, made when first asked for.
    private static final class Shared {
        static final Translator AT_ONCE = new Translator(Zeal.UTMOST, Runnable::run);
        static final Translator IN_BACKGROUND = new Translator(Zeal.USUAL, background());

        private Shared() {}
    }

    /// What the machines of this process share.
    public Translator translator() {
        return switch (this) {
            case INTERPRETER -> Translator.NONE;
            case TRANSLATOR -> Shared.AT_ONCE;
            case AUTO -> Shared.IN_BACKGROUND;
        };
    }

    /// What runs machines whose owner has no wish: that of the system property `lkernel.engine`, if there is one.
    public static Engine usual() {
        return valueOf(System.getProperty(PROPERTY, AUTO.name()).toUpperCase(Locale.ROOT));
    }

    private static ExecutorService background() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("translator").factory());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
