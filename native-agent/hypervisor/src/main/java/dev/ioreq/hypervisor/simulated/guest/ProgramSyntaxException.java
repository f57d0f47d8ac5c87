package dev.ioreq.hypervisor.simulated.guest;

/** A guest program cannot be understood. The message names the line, what stands there and what was expected. */
public class ProgramSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProgramSyntaxException(int line, String text, String problem) {
        super("guest program, line " + line + " '" + text + "': " + problem);
    }
}
