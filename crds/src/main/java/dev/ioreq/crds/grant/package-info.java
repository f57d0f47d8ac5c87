/** {@code DomainGrant}: which namespaces may attach emulators to which domains. Without a grant nothing is created. */
package dev.ioreq.crds.grant;
