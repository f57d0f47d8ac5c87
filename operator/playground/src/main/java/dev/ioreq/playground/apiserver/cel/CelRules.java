package dev.ioreq.playground.apiserver.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ioreq.playground.apiserver.schema.CelRule;
import dev.ioreq.playground.apiserver.schema.FieldError;
import dev.ioreq.playground.apiserver.schema.FieldPath;
import dev.ioreq.playground.apiserver.schema.StructuralSchema;
import java.util.ArrayList;
import java.util.List;

/** Holds objects against the rules in their schemas. The CEL environment takes a second to load: it waits for the first rule. */
public final class CelRules {
    private final Object loading = new Object();
    private volatile CelPrograms programs;

    private CelPrograms programs() {
        if (programs == null) {
            synchronized (loading) {
                if (programs == null) {
                    programs = new CelPrograms();
                }
            }
        }
        return programs;
    }

    /**
     * All violations. Parts that did not change are not judged again (ratcheting), and rules about a change are judged only
     * where there was something before.
     *
     * @param old the value before, or null
     */
    public List<FieldError> check(JsonNode value, JsonNode old, StructuralSchema schema) {
        var errors = new ArrayList<FieldError>();
        new Walk(errors).visit(value, old, schema, FieldPath.ROOT);
        return errors;
    }

    /** Whether the schema has a rule anywhere. */
    public static boolean any(StructuralSchema schema) {
        return !schema.celRules().isEmpty()
                || schema.properties().values().stream().anyMatch(CelRules::any)
                || schema.items() != null && any(schema.items())
                || schema.additional() != null
                        && schema.additional() != StructuralSchema.ANY
                        && any(schema.additional());
    }

    /** What does not compile in a schema's rules: one message a rule. */
    public List<String> compileErrors(StructuralSchema schema) {
        var errors = new ArrayList<String>();
        collectCompileErrors(schema, FieldPath.ROOT, errors);
        return errors;
    }

    private void collectCompileErrors(StructuralSchema schema, FieldPath path, List<String> errors) {
        for (var rule : schema.celRules()) {
            try {
                programs().of(rule.rule(), rule.optionalOldSelf());
                if (!rule.messageExpression().isEmpty()) {
                    programs().of(rule.messageExpression(), rule.optionalOldSelf());
                }
            } catch (IllegalArgumentException e) {
                errors.add(path + ": " + rule.rule() + ": " + e.getMessage());
            }
        }
        schema.properties().forEach((name, below) -> collectCompileErrors(below, path.child(name), errors));
        if (schema.items() != null) {
            collectCompileErrors(schema.items(), path.child("items"), errors);
        }
        if (schema.additional() != null && schema.additional() != StructuralSchema.ANY) {
            collectCompileErrors(schema.additional(), path.child("additionalProperties"), errors);
        }
    }

    private final class Walk {
        private final List<FieldError> errors;

        Walk(List<FieldError> errors) {
            this.errors = errors;
        }

        void visit(JsonNode value, JsonNode old, StructuralSchema schema, FieldPath path) {
            if (value.equals(old) || value.isNull()) {
                return;
            }
            for (CelRule rule : schema.celRules()) {
                if (!rule.isTransition() || old != null || rule.optionalOldSelf()) {
                    new RuleCheck(rule, schema, programs())
                            .check(value, old, path)
                            .ifPresent(errors::add);
                }
            }
            if (value.isObject()) {
                schema.properties().forEach((name, below) -> {
                    if (value.has(name)) {
                        visit(value.get(name), old == null ? null : old.get(name), below, path.child(name));
                    }
                });
                visitAdditional(value, old, schema, path);
            } else if (value.isArray() && schema.items() != null) {
                var oldItems = schema.itemsByKey(old);
                for (int i = 0; i < value.size(); i++) {
                    var item = value.get(i);
                    visit(item, oldItems.get(schema.itemKey(item)), schema.items(), path.index(i));
                }
            }
        }

        private void visitAdditional(JsonNode value, JsonNode old, StructuralSchema schema, FieldPath path) {
            if (schema.additional() == null || schema.additional() == StructuralSchema.ANY) {
                return;
            }
            value.properties().forEach(field -> {
                if (!schema.declares(field.getKey())) {
                    var oldField = old == null ? null : old.get(field.getKey());
                    visit(field.getValue(), oldField, schema.additional(), path.key(field.getKey()));
                }
            });
        }
    }
}
