/** {@code XenNode}: a node with a Xen hypervisor and an agent, and the domains on it. */
package dev.ioreq.crds.xennode;
