/**
 * One thread that waits for many descriptors: what a thousand servers need instead of a thousand threads.
 */
package dev.ioreq.agent.loop;
