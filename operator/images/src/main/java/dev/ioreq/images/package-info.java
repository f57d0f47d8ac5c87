/**
 * The project's container images, made by the build itself: no Docker engine, no registry, no base image. The layers are directories of
 * one build context: a few shared libraries from Debian's packages, a Java runtime linked from the JDK that builds, the program. A
 * Containerfile for each image says which of them it has and how it starts; Docker reads it, and so does {@link
 * dev.ioreq.images.ImageBuild}. The same programs give the same digests.
 */
package dev.ioreq.images;
