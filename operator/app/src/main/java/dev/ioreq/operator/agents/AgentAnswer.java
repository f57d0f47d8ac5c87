package dev.ioreq.operator.agents;

/**
 * How a call to an agent ended. A call never throws: that an agent does not answer is an everyday state of a cluster, not an error.
 *
 * @param <T> what is answered
 */
public sealed interface AgentAnswer<T> {

    /** The agent did as it was told. */
    record Answered<T>(T value) implements AgentAnswer<T> {}

    /** Nobody answered, or not in time, or not the one who should; the same call may succeed later. */
    record Unreachable<T>(String why) implements AgentAnswer<T> {}

    /** The agent understood and refuses; the same call will be refused again until something is changed. */
    record Refused<T>(String why) implements AgentAnswer<T> {}
}
