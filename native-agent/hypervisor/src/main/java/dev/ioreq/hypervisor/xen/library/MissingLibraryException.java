package dev.ioreq.hypervisor.xen.library;

/** A library of Xen is not there. The message says which, and how to get it. */
public final class MissingLibraryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MissingLibraryException(String message) {
        super(message);
    }
}
