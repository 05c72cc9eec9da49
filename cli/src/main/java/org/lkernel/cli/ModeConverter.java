package org.lkernel.cli;

import org.lkernel.actors.Mode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// `deterministic` or `live`.
final class ModeConverter implements ITypeConverter<Mode> {
    @Override
    public Mode convert(String text) {
        return switch (text) {
            case "deterministic" -> Mode.DETERMINISTIC;
            case "live" -> Mode.LIVE;
            default -> throw new TypeConversionException("'" + text + "' is no mode; there are deterministic and live");
        };
    }
}
