/** What of the port on real Xen can be checked without Xen: layouts against its headers, refusals, the choice of domains. */
package dev.ioreq.hypervisor.xen;
