package dev.ioreq.agent.config;

/** The agent cannot work as it is configured. The message names the key, its value and what to do. */
public final class StartRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    public StartRefusedException(String message) {
        super(message);
    }
}
