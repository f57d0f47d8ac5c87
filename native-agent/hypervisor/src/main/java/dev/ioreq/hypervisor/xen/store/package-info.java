/** The domains as xenstore and Xen know them: xenstore has the names, Xen has the truth about who lives and how. */
package dev.ioreq.hypervisor.xen.store;
