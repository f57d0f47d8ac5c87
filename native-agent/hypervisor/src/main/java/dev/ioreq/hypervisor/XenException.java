package dev.ioreq.hypervisor;

import java.util.Objects;

/**
 * The hypervisor refused. The message names the call, its arguments, the errno and what it means here:
 * {@code map_io_range_to_ioreq_server(domid=7, server=2, port 0x3f8-0x3ff): EEXIST - the server already has a range that overlaps}.
 */
public class XenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Errno errno;
    private final String operation;
    private final transient DomainId domain;
    private final String arguments;
    private final String detail;

    /**
     * @param operation Xen's name of the call, without prefix
     * @param domain the domain it was about
     * @param detail what the errno means for this call
     */
    public XenException(Errno errno, String operation, DomainId domain, String detail) {
        this(errno, operation, domain, "", detail);
    }

    /**
     * @param arguments the call's other arguments as text, for example {@code server=2, port 0x3f8-0x3ff}; may be empty
     */
    public XenException(Errno errno, String operation, DomainId domain, String arguments, String detail) {
        super(operation + "(domid=" + domain + (arguments.isEmpty() ? "" : ", " + arguments) + "): " + errno + " - "
                + detail);
        this.errno = Objects.requireNonNull(errno, "errno");
        this.operation = Objects.requireNonNull(operation, "operation");
        this.domain = Objects.requireNonNull(domain, "domain");
        this.arguments = Objects.requireNonNull(arguments, "arguments");
        this.detail = Objects.requireNonNull(detail, "detail");
    }

    public Errno errno() {
        return errno;
    }

    public String operation() {
        return operation;
    }

    public DomainId domain() {
        return domain;
    }

    /** The call's other arguments as text; may be empty. */
    public String arguments() {
        return arguments;
    }

    public String detail() {
        return detail;
    }
}
