package dev.ioreq.playground.apiserver.write;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.resource.Metadata;
import dev.ioreq.playground.apiserver.resource.ResourceType;
import dev.ioreq.playground.apiserver.schema.FieldError;
import dev.ioreq.playground.apiserver.schema.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What holds for the metadata of every object. */
final class MetadataRules {
    private static final FieldPath METADATA = new FieldPath("metadata");
    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final Pattern SUBDOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
    private static final Pattern LABEL_VALUE = Pattern.compile("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");
    private static final int MAX_NAME = 253;
    private static final int MAX_LABEL = 63;

    private MetadataRules() {}

    static List<FieldError> check(ObjectNode live, ObjectNode next, ResourceType type) {
        var errors = new ArrayList<FieldError>();
        if (live == null) {
            name(errors, Metadata.name(next), type);
        } else {
            finalizers(errors, live, next);
        }
        for (var label : Json.fields(next.path("metadata").path("labels"))) {
            String value = label.getValue().asText();
            if (value.length() > MAX_LABEL || !LABEL_VALUE.matcher(value).matches()) {
                errors.add(
                        FieldError.invalid(
                                METADATA.child("labels"),
                                label.getValue(),
                                "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and"
                                        + " must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or"
                                        + " '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"));
            }
        }
        return errors;
    }

    private static void name(List<FieldError> errors, String name, ResourceType type) {
        boolean free = type.groupVersion().group().equals("rbac.authorization.k8s.io");
        if (name.length() > MAX_NAME) {
            errors.add(FieldError.tooLong(METADATA.child("name"), MAX_NAME));
        } else if (!free && !SUBDOMAIN.matcher(name).matches()) {
            errors.add(FieldError.invalid(
                    METADATA.child("name"),
                    TextNode.valueOf(name),
                    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must"
                            + " start and end with an alphanumeric character (e.g. 'example.com', regex used for validation"
                            + " is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"));
        }
    }

    private static void finalizers(List<FieldError> errors, ObjectNode live, ObjectNode next) {
        if (!Metadata.isBeingDeleted(live)) {
            return;
        }
        var added = new ArrayList<>(Metadata.finalizers(next));
        added.removeAll(Metadata.finalizers(live));
        if (!added.isEmpty()) {
            String list = String.join("\", \"", added);
            errors.add(FieldError.forbidden(
                    METADATA.child("finalizers"),
                    "no new finalizers can be added if the object is being deleted, found new finalizers []string{\""
                            + list + "\"}"));
        }
    }
}
