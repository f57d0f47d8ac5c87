package dev.ioreq.playground.apiserver.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.schema.FieldError;
import java.util.List;

/** What the server does to objects of one kind beyond what holds for all. */
public interface Strategy {
    /** Nothing. */
    Strategy PLAIN = new Strategy() {};

    /** Fills in a new object, in place. */
    default void prepareCreate(ObjectNode object) {}

    /** Fills in a changed object, in place; {@code live} is the version before. */
    default void prepareUpdate(ObjectNode live, ObjectNode next) {}

    /** What is wrong with an object; {@code live} is null for a new one. */
    default List<FieldError> validate(ObjectNode live, ObjectNode next) {
        return List.of();
    }

    /**
     * How long an object is given to end by itself after a delete.
     *
     * @param asked seconds the client asked for, or null
     * @return seconds; 0 means that it goes at once
     */
    default long gracePeriod(ObjectNode live, Long asked) {
        return 0;
    }
}
