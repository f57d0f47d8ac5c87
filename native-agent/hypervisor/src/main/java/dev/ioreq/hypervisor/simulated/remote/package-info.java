/**
 * The engine's calls between processes: one packet a request, one a reply, descriptors along with them. A connection carries one request at
 * a time; who wants more opens more.
 *
 * <p>Request: int operation, then its fields. Reply: int result (0 done, an errno with the text of a {@link
 * dev.ioreq.hypervisor.XenException}, or -1 with the text of a programming error), then the answer. Little endian.
 */
package dev.ioreq.hypervisor.simulated.remote;
