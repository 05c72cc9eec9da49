package org.lkernel.experiments.inject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.fault.FaultKind;

/// The published schema, beside what the reader understands.
final class PlanSchemaTest {
    private static final String PLAN = """
            {"plan": "lkernel/v1", "name": "a plan", "seed": 7,
             "base": {"harts": 2, "memory": "64MiB", "volumes": ["/tmp:/mnt"]},
             "workload": {"argv": ["/bin/true"], "env": {"A": "b"}, "cwd": "/"},
             "faults": [%s], "sampling": {"confidence": 0.95, "halfWidth": 0.1, "most": 10},
             "failOn": ["app_crash"]}
            """;

    private static Set<?> objections(String plan) throws JsonProcessingException {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(PlanSchema.json());
        return schema.validate(new ObjectMapper().readTree(plan));
    }

    @Test
    void thePublishedSchemaIsThatOfThisBuild() throws Exception {
        assertEquals(
                Files.readString(Path.of("../docs/plan.schema.json")),
                PlanSchema.json(),
                "write it with: ./lkernel inject --schema > docs/plan.schema.json");
    }

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void whatEveryKindMayBeIsReadToo(FaultKind kind) throws Exception {
        ObjectNode fault = new ObjectMapper().createObjectNode();
        fault.put("id", "one").put("kind", kind.toString());
        fault.putObject("where").put(kind.selector(), "*");
        String unit = kind.isBetweenInstructions() ? "instret" : "occurrence";
        fault.putObject("when").putObject(unit).put("sample", "uniform");
        String plan = PLAN.formatted(fault);
        assertEquals(Set.of(), objections(plan));
        PlanReader.read("plan", plan);
        String other = PLAN.formatted(fault.put("nonsense", 1));
        assertFalse(objections(other).isEmpty());
        assertThrows(Mistake.class, () -> PlanReader.read("plan", other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\": \"sys.errno\"}",
                "{\"kind\": \"sys.wrong\", \"when\": 1}",
                "{\"kind\": \"sys.errno\", \"when\": 0}",
                "{\"kind\": \"cpu.reg_flip\", \"when\": \"every\"}",
                "{\"kind\": \"sys.errno\", \"when\": {\"instret\": 1}}",
                "{\"kind\": \"sys.errno\", \"when\": 1, \"where\": {\"port\": \"files\"}}"
            })
    void whatTheReaderRefusesTheSchemaDoes(String fault) throws Exception {
        String plan = PLAN.formatted(fault);
        assertFalse(objections(plan).isEmpty());
        assertThrows(Mistake.class, () -> PlanReader.read("plan", plan));
    }
}
