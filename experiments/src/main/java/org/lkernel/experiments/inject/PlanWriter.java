package org.lkernel.experiments.inject;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.lkernel.experiments.campaign.Identity;
import org.lkernel.experiments.campaign.Target;
import org.lkernel.experiments.fault.Moment;

/// Writes a plan with everything that it left open and the build that is to run it, as JSON; [PlanReader] reads it.
public final class PlanWriter {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PlanWriter() {}

    public static String json(InjectionPlan plan) {
        ObjectNode top = MAPPER.createObjectNode();
        top.put("plan", "lkernel/v1");
        top.put("build", Identity.BUILD);
        top.put("name", plan.name());
        base(top.putObject("base"), plan);
        top.put("seed", plan.seed());
        workload(top.putObject("workload"), plan.target());
        ArrayNode faults = top.putArray("faults");
        plan.faults().forEach(clause -> fault(faults.addObject(), clause));
        if (plan.combined() > 1) {
            top.putObject("combine").put("maxSimultaneous", plan.combined());
        }
        phases(top, plan.phases());
        oracle(top, plan.oracle());
        top.putObject("sampling")
                .put("confidence", plan.sampling().confidence())
                .put("halfWidth", plan.sampling().halfWidth())
                .put("most", plan.sampling().most())
                .put("sequential", plan.sampling().sequential());
        top.putObject("onFailure").put("minimise", plan.minimise());
        ArrayNode failing = top.putArray("failOn");
        plan.failOn().forEach(each -> failing.add(each.toString()));
        return top.toString();
    }

    private static void base(ObjectNode base, InjectionPlan plan) {
        Target target = plan.target();
        if (target.root() != null) {
            base.put("root", target.root());
        }
        ArrayNode volumes = base.putArray("volumes");
        target.volumes().forEach(volumes::add);
        base.put("harts", target.harts());
        base.put("memory", (target.memoryBytes() >> 10) + "KiB");
        if (plan.at() != null) {
            base.put("at", plan.at());
        }
    }

    private static void workload(ObjectNode workload, Target target) {
        ArrayNode words = workload.putArray("argv");
        target.words().forEach(words::add);
        ObjectNode environment = workload.putObject("env");
        target.environment().forEach(environment::put);
        workload.put("cwd", target.directory());
    }

    private static void fault(ObjectNode into, Clause clause) {
        into.put("id", clause.id());
        into.put("kind", clause.kind().toString());
        into.put("where", clause.where());
        switch (clause.when()) {
            case Clause.At(Moment.Chance(double percent, long _), int cases)
            when cases > 1 ->
                into.putObject("when").put("probability", percent / 100).put("cases", cases);
            case Clause.At(Moment moment, int _) -> into.put("when", moment.toString());
            case Clause.Sweep() ->
                into.putObject("when").putObject(clause.unit()).put("sweep", "all");
            case Clause.Systematic() ->
                into.putObject("when").putObject(clause.unit()).put("systematic", "all");
            case Clause.Sample() ->
                into.putObject("when").putObject(clause.unit()).put("sample", "uniform");
        }
        clause.parameters().forEach(into::put);
    }

    private static void phases(ObjectNode top, Phases phases) {
        if (phases.equals(Phases.USUAL)) {
            return;
        }
        ArrayNode all = top.putArray("phases");
        ObjectNode inject = all.addObject().putObject("inject");
        if (phases.patient()) {
            inject.put("or", phases.injectNanos() + "ns");
        }
        if (phases.settleNanos() != null) {
            all.addObject().putObject("heal").put("settle", phases.settleNanos() + "ns");
        }
        all.add("check");
    }

    private static void oracle(ObjectNode top, Judgement oracle) {
        if (oracle.equals(Judgement.NONE)) {
            return;
        }
        ArrayNode all = top.putArray("oracle");
        if (oracle.exitCode() != null) {
            all.addObject().put("exitCode", oracle.exitCode());
        }
        if (oracle.check() != null) {
            all.addObject().put("check", oracle.check());
        }
        if (!oracle.isolated().isEmpty()) {
            ArrayNode files = all.addObject().putArray("isolated");
            oracle.isolated().forEach(files::add);
        }
    }
}
