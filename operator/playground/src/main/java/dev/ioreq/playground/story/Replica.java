package dev.ioreq.playground.story;

import dev.ioreq.playground.launch.HealthProbe;
import dev.ioreq.playground.launch.SupervisedProcess;
import java.nio.file.Path;

/**
 * One of the operator's processes; the one that holds the lease works, the others wait.
 *
 * @param identity under which it holds the lease
 * @param health how it says it is
 * @param log what it said, in all its starts
 */
public record Replica(String identity, SupervisedProcess process, HealthProbe health, Path log) {}
