/**
 * What must survive the agent: one JSON file a server with what was declared and what was done for it. An intent is on disk before a
 * server is created and the fact after, so that a crash at any point loses nothing and creates nothing twice.
 */
package dev.ioreq.agent.journal;
