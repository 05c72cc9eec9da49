package org.lkernel.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lkernel.drivers.board.Engine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// `--engine`, of every command that runs a machine.
final class EngineOption {
    @Option(
            names = "--engine",
            paramLabel = "interpreter|translator|auto",
            converter = Converter.class,
            completionCandidates = Candidates.class,
            description = "What executes guest instructions: the interpreter, code translated before it first runs, or"
                    + " (auto) the interpreter until code is hot. Changes nothing but speed. Default: auto.")
    private @Nullable Engine engine;

    Engine engine() {
        return engine == null ? Engine.usual() : engine;
    }

    /// What a shell offers.
    static final class Candidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Engine.values())
                    .map(engine -> engine.name().toLowerCase(Locale.ROOT))
                    .iterator();
        }
    }

    static final class Converter implements ITypeConverter<Engine> {
        @Override
        public Engine convert(String text) {
            return Arrays.stream(Engine.values())
                    .filter(engine -> engine.name().toLowerCase(Locale.ROOT).equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is no engine; there are interpreter, translator and auto"));
        }
    }
}
