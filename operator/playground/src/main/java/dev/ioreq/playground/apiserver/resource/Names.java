package dev.ioreq.playground.apiserver.resource;

import java.util.List;

/** How a resource is called: in paths, in kubectl, in objects. */
public record Names(String plural, String singular, String kind, List<String> shortNames, List<String> categories) {
    /** The kind of a list of these. */
    public String listKind() {
        return kind + "List";
    }
}
