/** An emulator on real Xen, without an agent: run in the lab's domain 0, not by a build. */
package dev.ioreq.emulator.xen;
