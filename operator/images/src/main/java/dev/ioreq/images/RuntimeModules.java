package dev.ioreq.images;

import java.util.List;
import java.util.Set;

/**
 * Which of the JDK's modules a program's runtime has: those that its classes name, without those that its classes name for what it never
 * does, and with those that only services name. A test holds them against the classes.
 *
 * @param layer the directory of the build context
 * @param modules what is linked, with all that these require
 * @param leftOut named by classes, but not needed
 * @param services named by no class: providers of security or of file systems are found by what they provide
 */
record RuntimeModules(String layer, List<String> modules, Set<String> leftOut, Set<String> services) {

    /**
     * For the agent and the operator. Without java.desktop (bean introspection that libraries offer) and the compilers (Vert.x compiles
     * verticles from source, its annotations have processors). Keys on elliptic curves and jars as file systems come from providers.
     */
    static final RuntimeModules SERVICES = new RuntimeModules(
            "java-services",
            List.of(
                    "java.base",
                    "java.logging",
                    "java.management",
                    "java.naming",
                    "java.rmi",
                    "java.sql",
                    "java.xml",
                    "jdk.crypto.ec",
                    "jdk.management",
                    "jdk.unsupported",
                    "jdk.zipfs"),
            Set.of("java.desktop", "java.compiler", "jdk.compiler"),
            Set.of("jdk.crypto.ec", "jdk.zipfs"));

    /** JNA knows windows of java.desktop; an emulator has none. */
    static final RuntimeModules EMULATOR =
            new RuntimeModules("java-emulator", List.of("java.base", "java.logging"), Set.of("java.desktop"), Set.of());
}
