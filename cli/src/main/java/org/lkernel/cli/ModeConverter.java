package org.lkernel.cli;

import java.util.Iterator;
import java.util.List;
import org.lkernel.actors.Mode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// `deterministic` or `live`.
final class ModeConverter implements ITypeConverter<Mode> {
    /// What a shell offers.
    static final class Candidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("deterministic", "live").iterator();
        }
    }

    @Override
    public Mode convert(String text) {
        return switch (text) {
            case "deterministic" -> Mode.DETERMINISTIC;
            case "live" -> Mode.LIVE;
            default -> throw new TypeConversionException("'" + text + "' is no mode; there are deterministic and live");
        };
    }
}
