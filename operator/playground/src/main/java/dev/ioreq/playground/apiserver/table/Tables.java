package dev.ioreq.playground.apiserver.table;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.resource.Metadata;
import dev.ioreq.playground.apiserver.resource.ResourceType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Makes tables of objects. */
public final class Tables {
    private static final Column NAME = new Column(
            "Name",
            "string",
            "name",
            "Name must be unique within a namespace.",
            0,
            object -> TextNode.valueOf(Metadata.name(object)));

    private final Ages ages;
    private final BuiltinColumns builtin;

    public Tables(Clock clock) {
        this.ages = new Ages(clock);
        this.builtin = new BuiltinColumns(ages);
    }

    /** How much of the object a row carries beside its cells ({@code includeObject}). */
    public enum Included {
        NONE,
        METADATA,
        OBJECT;

        public static Included parse(String text) {
            return switch (text == null ? "" : text) {
                case "None" -> NONE;
                case "Object" -> OBJECT;
                default -> METADATA;
            };
        }
    }

    /** Makes the table of one response; watches reuse it so that the columns are defined once. */
    public Table table(ResourceType type, Included included) {
        return new Table(columns(type), included);
    }

    private List<Column> columns(ResourceType type) {
        if (type.kind().equals("Event") && type.groupVersion().group().isEmpty()) {
            return EventColumns.columns(ages);
        }
        var columns = new ArrayList<Column>();
        columns.add(NAME);
        if (type.columns().isEmpty()) {
            columns.addAll(builtin.of(type.custom() ? "" : type.kind()));
        } else {
            type.columns().forEach(column -> columns.add(CustomColumns.of(column, ages)));
        }
        return columns;
    }

    /** The table of one list or watch. */
    public static final class Table {
        private final List<Column> columns;
        private final Included included;

        Table(List<Column> columns, Included included) {
            this.columns = columns;
            this.included = included;
        }

        /** A table of {@code objects}. */
        public ObjectNode of(List<ObjectNode> objects, ObjectNode metadata, boolean withDefinitions) {
            var table = Json.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
            table.set("metadata", metadata);
            ArrayNode definitions = table.putArray("columnDefinitions");
            if (withDefinitions) {
                columns.forEach(column -> definitions.add(column.definition()));
            }
            var rows = table.putArray("rows");
            objects.forEach(object -> rows.add(row(object)));
            return table;
        }

        private ObjectNode row(ObjectNode object) {
            var row = Json.object();
            var cells = row.putArray("cells");
            columns.forEach(column -> cells.add(column.cell().apply(object)));
            if (included == Included.OBJECT) {
                row.set("object", object);
            } else if (included == Included.METADATA) {
                row.set("object", partial(object));
            }
            return row;
        }
    }

    /** The object without anything but its metadata. */
    public static ObjectNode partial(ObjectNode object) {
        var partial = Json.object().put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
        partial.set("metadata", object.path("metadata"));
        return partial;
    }
}
