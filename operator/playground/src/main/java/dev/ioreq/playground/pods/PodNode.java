package dev.ioreq.playground.pods;

import java.nio.file.Path;

/**
 * A node on which pods run.
 *
 * @param csi the socket by which its CSI driver is reached from here
 * @param pods the directory of its pods, as the node itself names it
 * @param volumes makes directories there
 * @param images what it can run
 */
public record PodNode(Path csi, Path pods, Volumes volumes, ContainerImages images) {}
