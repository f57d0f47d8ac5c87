package dev.ioreq.crds.generator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.crds.common.ConditionReason;
import dev.ioreq.crds.common.ConditionStatus;
import dev.ioreq.crds.common.ConditionType;

/**
 * The status the API server shows before the operator's first write. GitOps tools (kstatus) take a resource without conditions for done;
 * this one says that it is not, since -1 is no generation.
 */
final class InitialStatus {

    private InitialStatus() {}

    static JsonNode json() {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("observedGeneration", -1);
        status.putArray("conditions")
                .addObject()
                .put("type", ConditionType.READY.toString())
                .put("status", ConditionStatus.UNKNOWN.toString())
                .put("lastTransitionTime", "1970-01-01T00:00:00Z")
                .put("reason", ConditionReason.PENDING.toString())
                .put("message", "Waiting for the operator");
        return status;
    }
}
