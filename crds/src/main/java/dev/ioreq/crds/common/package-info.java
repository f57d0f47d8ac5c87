/** What all resources share: the group, conditions and their reasons. */
package dev.ioreq.crds.common;
