package dev.ioreq.crds.common;

/** The API group of all our resources and the names that belong to it. */
public final class ApiGroup {

    /** The group. */
    public static final String NAME = "ioreq.dev";

    /** The one version, still free to change. */
    public static final String VERSION = "v1alpha1";

    /** The category: {@code kubectl get xen} lists every resource of ours. */
    public static final String CATEGORY = "xen";

    private ApiGroup() {}
}
