/**
 * {@code DomainGrant}: who may attach emulators to which domains. An emulator can read all memory of its guest, so nothing is created
 * without a grant, and what was created is withdrawn with it.
 */
package dev.ioreq.operator.grant;
