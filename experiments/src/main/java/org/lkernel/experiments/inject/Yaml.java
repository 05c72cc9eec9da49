package org.lkernel.experiments.inject;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.TimeSpan;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.Nearest;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A node of a YAML document that knows where it stands, so that a mistake can be named by file, line and column.
record Yaml(String file, Node node) {
    private static final int LONGEST = 1 << 20;

    static Yaml parse(String file, String text) throws Mistake {
        if (text.length() > LONGEST) {
            throw new Mistake(file + ": a plan of more than a million characters");
        }
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setAllowDuplicateKeys(false)
                    .setMaxAliasesForCollections(20)
                    .build();
            return new Yaml(
                    file,
                    new Compose(settings)
                            .composeString(text)
                            .orElseThrow(() -> new Mistake(file + ": the plan is empty")));
        } catch (MarkedYamlEngineException unfit) {
            throw new Mistake(file
                    + unfit.getProblemMark()
                            .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                            .orElse("")
                    + ": " + unfit.getProblem());
        } catch (YamlEngineException unfit) {
            throw new Mistake(file + ": " + unfit.getMessage());
        }
    }

    Mistake mistake(String what) {
        return new Mistake(file
                + node.getStartMark()
                        .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                        .orElse("")
                + ": " + what);
    }

    /// The values of a mapping by key.
    ///
    /// @param known what may be there; another is a mistake
    TreeMap<String, Yaml> mapping(String what, List<String> known) throws Mistake {
        TreeMap<String, Yaml> values = mapping(what);
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                throw mistakeAt(
                        key, "unknown key '%s' in %s; did you mean %s?".formatted(key, what, Nearest.to(key, known)));
            }
        }
        return values;
    }

    /// A mistake of a mapping that is named where the key stands, whatever its value is.
    Mistake mistakeAt(String key, String what) {
        return node instanceof MappingNode map
                ? map.getValue().stream()
                        .map(tuple -> new Yaml(file, tuple.getKeyNode()))
                        .filter(each -> each.node() instanceof ScalarNode scalar
                                && scalar.getValue().equals(key))
                        .findFirst()
                        .orElse(this)
                        .mistake(what)
                : mistake(what);
    }

    TreeMap<String, Yaml> mapping(String what) throws Mistake {
        if (!(node instanceof MappingNode map)) {
            throw mistake(what + " is a mapping, key: value");
        }
        TreeMap<String, Yaml> values = new TreeMap<>();
        for (NodeTuple tuple : map.getValue()) {
            Yaml key = new Yaml(file, tuple.getKeyNode());
            if (values.put(key.text("a key"), new Yaml(file, tuple.getValueNode())) != null) {
                throw key.mistake("'%s' is there twice".formatted(key.text("a key")));
            }
        }
        return values;
    }

    List<Yaml> sequence(String what) throws Mistake {
        if (!(node instanceof SequenceNode list)) {
            throw mistake(what + " is a list");
        }
        List<Yaml> values = new ArrayList<>();
        list.getValue().forEach(each -> values.add(new Yaml(file, each)));
        return values;
    }

    List<String> texts(String what) throws Mistake {
        List<String> texts = new ArrayList<>();
        for (Yaml each : sequence(what)) {
            texts.add(each.text(what));
        }
        return texts;
    }

    boolean isScalar() {
        return node instanceof ScalarNode;
    }

    String text(String what) throws Mistake {
        if (!(node instanceof ScalarNode scalar)) {
            throw mistake(what + " is one value");
        }
        return scalar.getValue();
    }

    long number(String what, long least, long most) throws Mistake {
        try {
            long number = Long.parseLong(text(what).replace("_", ""));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException none) {
            // Said below.
        }
        throw mistake("%s is a number from %d to %d, not '%s'".formatted(what, least, most, text(what)));
    }

    boolean truth(String what) throws Mistake {
        return switch (text(what)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw mistake("%s is true or false, not '%s'".formatted(what, text(what)));
        };
    }

    /// A length of virtual time with its unit, in nanoseconds.
    long nanos(String what) throws Mistake {
        try {
            return TimeSpan.nanos(text(what));
        } catch (IllegalArgumentException unfit) {
            throw mistake(what + ": " + unfit.getMessage());
        }
    }

    double share(String what) throws Mistake {
        try {
            double share = Double.parseDouble(text(what));
            if (share > 0 && share < 1) {
                return share;
            }
        } catch (NumberFormatException none) {
            // Said below.
        }
        throw mistake("%s is a share between 0 and 1, not '%s'".formatted(what, text(what)));
    }

    /// A size with its unit.
    long bytes(String what) throws Mistake {
        String text = text(what);
        for (@Nullable String unit : new String[] {"KiB", "MiB", "GiB"}) {
            if (unit != null && text.endsWith(unit) && text.matches("[0-9]{1,6}[KMG]iB")) {
                int shift = unit.charAt(0) == 'K' ? 10 : unit.charAt(0) == 'M' ? 20 : 30;
                return Long.parseLong(text.substring(0, text.length() - unit.length())) << shift;
            }
        }
        throw mistake(what + " is a size with its unit, KiB, MiB or GiB, not '" + text + "'");
    }
}
