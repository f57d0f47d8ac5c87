/**
 * The port to the hypervisor, in the words of Xen's device-model interface and in plain Java types.
 *
 * <p>Two sides stand behind {@link dev.ioreq.hypervisor.Hypervisor}: real Xen and a simulated one. One conformance suite runs on both;
 * where they differ, the simulated one is wrong. Errors are one exception, {@link dev.ioreq.hypervisor.XenException}, with the errno that
 * the hypervisor answered.
 */
package dev.ioreq.hypervisor;
