package org.lkernel.experiments.inject;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.lkernel.experiments.fault.Fault;
import org.lkernel.experiments.fault.FaultKind;

/// The form of plans as a JSON schema, for editors: what [PlanReader] understands, with the words that describe it.
///
/// @see "https://json-schema.org/draft/2020-12"
public final class PlanSchema {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PlanSchema() {}

    public static String json() throws JsonProcessingException {
        ObjectNode top = MAPPER.createObjectNode();
        top.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        top.put("title", "A plan of lkernel inject");
        ObjectNode keys = object(top, "plan", "workload", "faults");
        keys.putObject("plan").put("const", "lkernel/v1");
        keys.putObject("name").put("type", "string");
        keys.putObject("seed").put("type", "integer");
        base(keys.putObject("base"));
        workload(keys.putObject("workload"));
        ObjectNode faults = keys.putObject("faults").put("type", "array").put("minItems", 1);
        ArrayNode kinds = faults.putObject("items").putArray("oneOf");
        List.of(FaultKind.values()).forEach(kind -> fault(kinds.addObject(), kind));
        sampling(keys.putObject("sampling"));
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
        ObjectNode keys = object(into, "kind", "when");
        keys.putObject("id").put("type", "string");
        keys.putObject("kind").put("const", kind.toString());
        ArrayNode where = keys.putObject("where").putArray("oneOf");
        scalar(where.addObject());
        scalar(object(where.addObject(), kind.selector()).putObject(kind.selector()));
        when(keys.putObject("when"), kind);
        for (String parameter : Fault.parameters(kind)) {
            scalar(keys.putObject(parameter).put("description", kind.parameters()));
        }
    }

    private static void scalar(ObjectNode into) {
        into.putArray("type").add("string").add("integer");
    }

    private static void when(ObjectNode into, FaultKind kind) {
        ArrayNode ways = into.putArray("oneOf");
        ways.addObject().put("type", "integer").put("minimum", 1);
        if (kind.mayBeEvery()) {
            ways.addObject().put("const", "every");
        }
        String unit = kind.isBetweenInstructions() ? "instret" : "occurrence";
        ArrayNode numbers = object(ways.addObject(), unit).putObject(unit).putArray("oneOf");
        numbers.addObject().put("type", "integer").put("minimum", 1);
        object(numbers.addObject(), "sample").putObject("sample").put("const", "uniform");
        if (!kind.isBetweenInstructions()) {
            object(numbers.addObject(), "sweep").putObject("sweep").put("const", "all");
        }
    }

    private static void sampling(ObjectNode into) {
        ObjectNode keys = object(into);
        for (String share : List.of("confidence", "halfWidth")) {
            keys.putObject(share)
                    .put("type", "number")
                    .put("exclusiveMinimum", 0)
                    .put("exclusiveMaximum", 1);
        }
        keys.putObject("most").put("type", "integer").put("minimum", 1);
    }
}
