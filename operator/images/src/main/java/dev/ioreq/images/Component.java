package dev.ioreq.images;

import java.util.Optional;

/**
 * Something that an image consists of, for its bill of materials.
 *
 * @param kind the type of its package URL
 * @param group empty if such packages have none
 * @param qualifier of the package URL, as {@code key=value}
 * @param sha256 in hex, if it is a file
 */
record Component(
        Kind kind, String group, String name, String version, Optional<String> qualifier, Optional<String> sha256) {

    enum Kind {
        MAVEN,
        DEB,
        GENERIC
    }

    static Component of(DebianPackage debian) {
        return new Component(
                Kind.DEB,
                "debian",
                debian.name(),
                debian.version(),
                Optional.of("arch=" + debian.architecture()),
                Optional.of(debian.sha256()));
    }

    /** The Java runtime that is linked from the JDK that runs this. */
    static Component ofThisRuntime() {
        return new Component(
                Kind.GENERIC, "", "openjdk", System.getProperty("java.vm.version"), Optional.empty(), Optional.empty());
    }
}
