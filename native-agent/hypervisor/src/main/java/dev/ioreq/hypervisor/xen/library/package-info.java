/**
 * How the libraries of Xen are had: opened by soname, so that no development package is needed, and each handle with an owner, because a
 * handle used after its close ends the whole process.
 */
package dev.ioreq.hypervisor.xen.library;
