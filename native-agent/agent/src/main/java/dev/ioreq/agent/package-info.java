/**
 * The node agent: keeps the declared IOREQ servers of one Xen node in their declared state, hands their frames to emulators, and answers
 * the guests when no emulator does. It needs nobody: killed, it leaves emulators serving; back again, it adopts what it finds.
 *
 * <p>Declared state flows down: {@code api} to {@code journal} to {@code supervisor} to the hypervisor. Observed state flows up:
 * hypervisor to {@code supervisor} to {@code api}'s watch streams.
 */
package dev.ioreq.agent;
