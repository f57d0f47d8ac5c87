/**
 * One lane per domain: calls for one domain are serial, domains are parallel, and a lane without work costs no thread.
 */
package dev.ioreq.agent.lane;
