package dev.ioreq.playground.apiserver.resource;

/** The finalizers that the API server itself puts on objects and takes off again. */
public final class Finalizers {
    /** The owner goes after its dependents. */
    public static final String FOREGROUND = "foregroundDeletion";
    /** The dependents are let go before the owner goes. */
    public static final String ORPHAN = "orphan";
    /** A CRD goes after its objects. */
    public static final String CRD_CLEANUP = "customresourcecleanup.apiextensions.k8s.io";

    private Finalizers() {}
}
