package dev.ioreq.playground.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A set of fields as a tree, immutable; fieldsV1 is its notation.
 *
 * @param member whether the field this node stands for is in the set, beside those below it
 */
record FieldSet(boolean member, SortedMap<PathElement, FieldSet> children) {
    static final FieldSet EMPTY = new FieldSet(false, new TreeMap<>());
    static final FieldSet LEAF = new FieldSet(true, new TreeMap<>());

    static FieldSet of(boolean member, SortedMap<PathElement, FieldSet> children) {
        children.values().removeIf(FieldSet::isEmpty);
        return children.isEmpty() ? (member ? LEAF : EMPTY) : new FieldSet(member, children);
    }

    /** Reads fieldsV1. */
    static FieldSet read(JsonNode fieldsV1) {
        var children = new TreeMap<PathElement, FieldSet>();
        boolean self = fieldsV1.has(".");
        for (var field : Json.fields(fieldsV1)) {
            if (!field.getKey().equals(".")) {
                var below = read(field.getValue());
                children.put(PathElement.parse(field.getKey()), below.children.isEmpty() ? LEAF : below);
            }
        }
        return of(self, children);
    }

    /** Writes fieldsV1. */
    ObjectNode write() {
        var json = Json.object();
        if (member && !children.isEmpty()) {
            json.putObject(".");
        }
        children.forEach((element, below) -> json.set(element.serialised(), below.write()));
        return json;
    }

    boolean isEmpty() {
        return !member && children.isEmpty();
    }

    FieldSet child(PathElement element) {
        return children.getOrDefault(element, EMPTY);
    }

    FieldSet asMember() {
        return new FieldSet(true, children);
    }

    FieldSet union(FieldSet other) {
        var united = new TreeMap<>(children);
        other.children.forEach((element, below) -> united.merge(element, below, FieldSet::union));
        return of(member || other.member, united);
    }

    FieldSet minus(FieldSet other) {
        if (other.isEmpty() || isEmpty()) {
            return this;
        }
        var left = new TreeMap<PathElement, FieldSet>();
        children.forEach((element, below) -> left.put(element, below.minus(other.child(element))));
        return of(member && !other.member, left);
    }

    FieldSet intersect(FieldSet other) {
        var common = new TreeMap<PathElement, FieldSet>();
        children.forEach((element, below) -> common.put(element, below.intersect(other.child(element))));
        return of(member && other.member, common);
    }

    /** Without everything at and below a field of this level. */
    FieldSet without(String field) {
        var left = new TreeMap<>(children);
        left.remove(PathElement.field(field));
        return of(member, left);
    }

    /** The paths of all members, as error messages write them. */
    List<String> paths() {
        var paths = new ArrayList<String>();
        collect("", paths);
        return paths;
    }

    private void collect(String prefix, List<String> paths) {
        if (member) {
            paths.add(prefix);
        }
        for (Map.Entry<PathElement, FieldSet> child : children.entrySet()) {
            child.getValue().collect(prefix + child.getKey(), paths);
        }
    }
}
