package org.lkernel.experiments.inject;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import org.lkernel.experiments.fault.Fault;
import org.lkernel.experiments.fault.FaultKind;

/// The form of plans as a JSON schema, for editors: what [PlanReader] understands, with the words that describe it.
///
/// @see "https://json-schema.org/draft/2020-12"
public final class PlanSchema {
    /// What [org.lkernel.experiments.fault.Moment] understands besides a number and `every`.
    private static final String RANGES = "^([1-9][0-9]*|[1-9][0-9]*([.]{2}[1-9][0-9]*)?[+]?[0-9]*"
            + "|[0-9.]+(ns|us|ms|s|m)[.]{2}[0-9.]+(ns|us|ms|s|m)|[0-9]+i[.]{2}[0-9]+i|[0-9.]+%(#[0-9]+)?)$";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PlanSchema() {}

    public static String json() throws JsonProcessingException {
        ObjectNode top = MAPPER.createObjectNode();
        top.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        top.put("title", "A plan of lkernel inject");
        ObjectNode keys = object(top, "plan", "workload", "faults");
        keys.putObject("plan").put("const", "lkernel/v1");
        keys.putObject("build").put("type", "string");
        keys.putObject("name").put("type", "string");
        keys.putObject("seed").put("type", "integer");
        base(keys.putObject("base"));
        workload(keys.putObject("workload"));
        ObjectNode faults = keys.putObject("faults").put("type", "array").put("minItems", 1);
        ArrayNode kinds = faults.putObject("items").putArray("oneOf");
        List.of(FaultKind.values()).forEach(kind -> fault(kinds.addObject(), kind));
        object(keys.putObject("combine"), "maxSimultaneous")
                .putObject("maxSimultaneous")
                .put("type", "integer")
                .put("minimum", 1)
                .put("maximum", 2);
        phases(keys.putObject("phases"));
        oracle(keys.putObject("oracle"));
        sampling(keys.putObject("sampling"));
        object(keys.putObject("onFailure")).putObject("minimise").put("type", "boolean");
        ArrayNode outcomes =
                keys.putObject("failOn").put("type", "array").putObject("items").putArray("enum");
        List.of(OutcomeClass.values()).forEach(outcome -> outcomes.add(outcome.toString()));
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(top) + "\n";
    }

    /// An object that has no keys but those that are put into what is returned.
    private static ObjectNode object(ObjectNode into, String... needed) {
        into.put("type", "object").put("additionalProperties", false);
        ArrayNode required = into.putArray("required");
        List.of(needed).forEach(required::add);
        return into.putObject("properties");
    }

    private static void texts(ObjectNode into) {
        into.put("type", "array").putObject("items").put("type", "string");
    }

    private static void base(ObjectNode into) {
        ObjectNode keys = object(into);
        keys.putObject("root").put("type", "string");
        texts(keys.putObject("volumes"));
        keys.putObject("harts").put("type", "integer").put("minimum", 1).put("maximum", 64);
        keys.putObject("memory").put("type", "string").put("pattern", "^[0-9]{1,6}[KMG]iB$");
        keys.putObject("at").put("type", "string");
    }

    private static void workload(ObjectNode into) {
        ObjectNode keys = object(into, "argv");
        texts(keys.putObject("argv"));
        keys.putObject("env")
                .put("type", "object")
                .putObject("additionalProperties")
                .put("type", "string");
        keys.putObject("cwd").put("type", "string");
    }

    private static void fault(ObjectNode into, FaultKind kind) {
        into.put("description", kind.does());
        ObjectNode keys = object(into, "kind");
        ArrayNode either = into.putArray("oneOf");
        either.addObject().putArray("required").add("when");
        either.addObject().putArray("required").add("nth");
        keys.putObject("id").put("type", "string");
        keys.putObject("kind").put("const", kind.toString());
        ArrayNode where = keys.putObject("where").putArray("oneOf");
        scalar(where.addObject());
        scalar(object(where.addObject(), kind.selector()).putObject(kind.selector()));
        when(keys.putObject("when"), kind);
        number(keys.putObject("nth"));
        for (String parameter : Fault.parameters(kind)) {
            scalar(keys.putObject(parameter).put("description", Fault.describe(kind, parameter)));
        }
    }

    private static void scalar(ObjectNode into) {
        into.putArray("type").add("string").add("integer");
    }

    private static void when(ObjectNode into, FaultKind kind) {
        ArrayNode ways = into.putArray("anyOf");
        number(ways.addObject());
        if (kind.mayBeEvery()) {
            ways.addObject().put("const", "every");
            ways.addObject().put("type", "string").put("pattern", RANGES);
            ends(object(ways.addObject(), "time").putObject("time"), PlanSchema::time);
            ends(object(ways.addObject(), "instret").putObject("instret"), PlanSchema::number);
            ObjectNode chance = object(ways.addObject(), "probability");
            share(chance.putObject("probability"));
            number(chance.putObject("cases"));
        } else {
            ways.addObject().put("type", "string").put("pattern", "^[1-9][0-9]*$");
        }
        String unit = kind.isBetweenInstructions() ? "instret" : "occurrence";
        numbered(object(ways.addObject(), unit).putObject(unit).putArray("oneOf"), kind);
    }

    private static void numbered(ArrayNode numbers, FaultKind kind) {
        number(numbers.addObject());
        object(numbers.addObject(), "sample").putObject("sample").put("const", "uniform");
        if (!kind.isBetweenInstructions()) {
            object(numbers.addObject(), "sweep").putObject("sweep").put("const", "all");
            object(numbers.addObject(), "systematic").putObject("systematic").put("const", "all");
        }
        if (kind.mayBeEvery()) {
            ObjectNode range = object(numbers.addObject());
            List.of("from", "to", "step").forEach(end -> number(range.putObject(end)));
        }
    }

    private static void ends(ObjectNode into, Consumer<ObjectNode> value) {
        ObjectNode ends = object(into, "to");
        List.of("from", "to").forEach(end -> value.accept(ends.putObject(end)));
    }

    private static void number(ObjectNode into) {
        into.put("type", "integer").put("minimum", 1);
    }

    private static void time(ObjectNode into) {
        into.put("type", "string").put("pattern", "^[0-9]+([.][0-9]+)?(ns|us|ms|s|m)$");
    }

    private static void share(ObjectNode into) {
        into.put("type", "number").put("exclusiveMinimum", 0).put("exclusiveMaximum", 1);
    }

    private static void phases(ObjectNode into) {
        ArrayNode phases = into.put("type", "array").putObject("items").putArray("oneOf");
        ArrayNode names = phases.addObject().putArray("enum");
        List.of("inject", "heal", "check").forEach(names::add);
        ObjectNode inject = object(object(phases.addObject(), "inject").putObject("inject"));
        inject.putObject("until").put("const", "exit");
        time(inject.putObject("or"));
        ObjectNode heal = object(object(phases.addObject(), "heal").putObject("heal"));
        time(heal.putObject("settle"));
        heal.putObject("reboot").put("const", false);
    }

    private static void oracle(ObjectNode into) {
        ObjectNode keys = object(into.put("type", "array").putObject("items"));
        keys.putObject("exitCode").put("type", "integer").put("minimum", 0).put("maximum", 255);
        keys.putObject("check").put("type", "string");
        texts(keys.putObject("isolated"));
    }

    private static void sampling(ObjectNode into) {
        ObjectNode keys = object(into);
        for (String share : List.of("confidence", "halfWidth")) {
            share(keys.putObject(share));
        }
        number(keys.putObject("most"));
        keys.putObject("sequential").put("type", "boolean");
    }
}
