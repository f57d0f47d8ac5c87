/** How the operator is set up: its typed configuration, its patience, and the objects that all reconcilers share. */
package dev.ioreq.operator.config;
