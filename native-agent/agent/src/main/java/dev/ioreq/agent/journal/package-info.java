/**
 * What must survive the agent: for each server what was declared and what was done for it. An intent is written before a server is
 * created and the fact after, so that a crash at any point loses nothing and creates nothing twice.
 */
package dev.ioreq.agent.journal;
