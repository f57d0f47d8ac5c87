/** {@code XenNode}: from agents' pods and addresses to connections, and from what the agents tell to the status. */
package dev.ioreq.operator.xennode;
