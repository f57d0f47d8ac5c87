package dev.ioreq.agent.responder;

/**
 * What a turn of the responder did.
 *
 * @param requests slots answered
 * @param dropped entries of buffered rings read and thrown away
 */
record Answered(long requests, long dropped) {

    static final Answered NONE = new Answered(0, 0);

    Answered and(Answered more) {
        return new Answered(requests + more.requests, dropped + more.dropped);
    }
}
